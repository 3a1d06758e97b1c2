ALTER TABLE "subscription" ADD COLUMN "receiver_ended_at" bigint;--> statement-breakpoint
CREATE INDEX "endpoint_pending" ON "endpoint" USING btree ("created_at") WHERE "endpoint"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "message_created" ON "message" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "subscription_pending" ON "subscription" USING btree ("created_at") WHERE "subscription"."state" = 'pending';
ALTER TABLE "subscription" DROP CONSTRAINT "subscription_version_unique";--> statement-breakpoint
ALTER TABLE "subscription" ADD COLUMN "hears_from" bigint NOT NULL;--> statement-breakpoint
CREATE INDEX "subscription_version" ON "subscription" USING btree ("version");
ALTER TABLE "statement" ADD COLUMN "saved_at" bigint NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "statement" ADD COLUMN "returned" text;--> statement-breakpoint
UPDATE "statement" s SET "saved_at" = r."recorded_at" FROM "statement_revision" r
  WHERE r."negotiation_id" = s."negotiation_id" AND r."statement_id" = s."id" AND r."version" = s."version";--> statement-breakpoint
ALTER TABLE "statement" ALTER COLUMN "saved_at" DROP DEFAULT;--> statement-breakpoint
CREATE INDEX "statement_queue" ON "statement" USING btree ("negotiation_id","saved_at","id") WHERE "statement"."publication" in ('draft', 'in_review');

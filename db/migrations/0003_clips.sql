CREATE TABLE "clip" (
	"id" text PRIMARY KEY NOT NULL,
	"negotiation_id" integer,
	"url" text,
	"canonical" text,
	"title" text NOT NULL,
	"outlet" text,
	"author" text,
	"published_at" text,
	"language" text,
	"upstream" text,
	"text" text NOT NULL,
	"archived_sha256" text NOT NULL,
	"warnings" jsonb NOT NULL,
	"by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "document" DROP CONSTRAINT "document_archived_sha256_archived_copy_sha256_fk";
--> statement-breakpoint
ALTER TABLE "clip" ADD CONSTRAINT "clip_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clip" ADD CONSTRAINT "clip_archived_sha256_archived_copy_sha256_fk" FOREIGN KEY ("archived_sha256") REFERENCES "public"."archived_copy"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clip_negotiation" ON "clip" USING btree ("negotiation_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "document_archived" ON "document" USING btree ("archived_sha256");
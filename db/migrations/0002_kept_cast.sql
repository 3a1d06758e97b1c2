ALTER TABLE "party" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "party" ADD COLUMN "iso" text;--> statement-breakpoint
-- Until now an actor's name could not change, so every version was known by the one it has.
UPDATE "party" p SET "name" = a."name", "iso" = a."iso" FROM "negotiation_actor" na JOIN "actor" a ON a."id" = na."actor_id"
 WHERE na."negotiation_id" = p."negotiation_id" AND na."id" = p."id";--> statement-breakpoint
ALTER TABLE "party" ALTER COLUMN "name" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "merged_into" integer;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_merged_into_person_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "person_merged" ON "person" USING btree ("merged_into");
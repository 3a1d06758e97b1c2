DROP INDEX "statement_said";--> statement-breakpoint
DROP INDEX "revision_recorded";--> statement-breakpoint
CREATE INDEX "statement_said" ON "statement" USING btree ("negotiation_id","ends","id");--> statement-breakpoint
CREATE INDEX "revision_recorded" ON "statement_revision" USING btree ("negotiation_id","recorded_at","statement_id","version");
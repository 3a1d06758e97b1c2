-- The log and the revisions of statements are the record: the database itself refuses to change them.
-- Only the content of a change may be blanked (a text that the law erases); its hashes stay, and with them the chain.
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'change' THEN
    IF NEW.content = '' AND (to_jsonb(NEW) - 'content') = (to_jsonb(OLD) - 'content') THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is append-only: add a correction or a withdrawal instead', TG_TABLE_NAME;
END $$;
--> statement-breakpoint
CREATE TRIGGER change_is_append_only BEFORE UPDATE OR DELETE ON "change" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER change_is_not_truncated BEFORE TRUNCATE ON "change" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER revision_is_append_only BEFORE UPDATE OR DELETE ON "statement_revision" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER revision_is_not_truncated BEFORE TRUNCATE ON "statement_revision" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
-- One epoch for as long as the history of the log is unbroken; restoring an older backup sets a new one.
INSERT INTO "setting" ("key", "value") VALUES ('epoch', gen_random_uuid()::text);

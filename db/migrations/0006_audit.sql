CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" bigint NOT NULL,
	"by" text NOT NULL,
	"negotiation_id" integer,
	"subject" text NOT NULL,
	"verb" text NOT NULL,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_place" ON "audit" USING btree ("negotiation_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "change_remark" ON "change" USING btree ("negotiation_id","recorded_at") WHERE "change"."kind" = 'draft.commented' or "change"."by" = 'system';--> statement-breakpoint
CREATE INDEX "revision_recorded" ON "statement_revision" USING btree ("negotiation_id","recorded_at");--> statement-breakpoint
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
CREATE TRIGGER audit_is_not_truncated BEFORE TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint
-- Writes what a row was and what it became. Arguments: the kind of thing and the column that holds its id, for the
-- subject; the columns that are kept; and, where there are such, columns of which only that they changed is kept.
-- Entries that are kept in versions (they have `known_to`): a version is compared with the one that it closed, and an
-- entry is removed where nothing follows the version that was closed, which is seen when the transaction ends.
-- Who acts was said by the transaction (db/acting.ts). Where nobody did, an account was changed by its own person, since
-- only the sign-in library writes there unsaid, and anything else by the system.
CREATE FUNCTION record_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  becomes jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  whole jsonb := coalesce(becomes, was);
  id text := whole ->> TG_ARGV[1];
  place int := CASE WHEN TG_TABLE_NAME = 'negotiation' THEN (whole ->> 'id')::int
                    ELSE (whole ->> 'negotiation_id')::int END;
  own text := CASE TG_TABLE_NAME WHEN 'user' THEN whole ->> 'id' ELSE whole ->> 'user_id' END;
  told text[] := string_to_array(coalesce(TG_ARGV[3], ''), ',');
  changed jsonb;
  follows boolean;
BEGIN
  IF whole ? 'known_to' THEN
    IF TG_OP = 'INSERT' THEN
      EXECUTE format('SELECT to_jsonb(t) FROM %I t WHERE negotiation_id = $1 AND id = $2 AND known_to = $3', TG_TABLE_NAME)
        INTO was USING place, id, NEW.known_from;
    ELSIF TG_OP = 'UPDATE' AND OLD.known_to <> NEW.known_to THEN
      EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE negotiation_id = $1 AND id = $2 AND known_from = $3)', TG_TABLE_NAME)
        INTO follows USING place, id, NEW.known_to;
      IF follows THEN RETURN NULL; END IF;
      becomes := NULL;
    END IF;
  END IF;
  SELECT jsonb_object_agg(column_name, 'changed') INTO changed FROM unnest(told) AS column_name
   WHERE TG_OP = 'UPDATE' AND was -> column_name IS DISTINCT FROM becomes -> column_name;
  SELECT jsonb_object_agg(key, value) INTO was FROM jsonb_each(was)
   WHERE key = ANY (string_to_array(TG_ARGV[2], ',')) AND value <> 'null';
  SELECT jsonb_object_agg(key, value) INTO becomes FROM jsonb_each(becomes)
   WHERE key = ANY (string_to_array(TG_ARGV[2], ',')) AND value <> 'null';
  IF TG_OP = 'UPDATE' AND was IS NOT DISTINCT FROM becomes AND changed IS NULL THEN RETURN NULL; END IF;
  -- the hash of a link's token is kept nowhere else: the link is named by a part of the hash of that
  IF TG_ARGV[1] = 'token_hash' THEN id := left(encode(sha256(convert_to(id, 'UTF8')), 'hex'), 16); END IF;
  INSERT INTO audit (at, by, negotiation_id, subject, verb, before, after)
  VALUES (
    (extract(epoch FROM clock_timestamp()) * 1000)::bigint,
    coalesce(nullif(current_setting('parley.by', true), ''), 'user:' || own, 'system'),
    place,
    TG_ARGV[0] || ':' || id,
    CASE WHEN becomes IS NULL THEN 'removed' WHEN was IS NULL AND TG_OP = 'INSERT' THEN 'made' ELSE 'changed' END,
    was,
    CASE WHEN changed IS NULL THEN becomes ELSE coalesce(becomes, '{}') || changed END
  );
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT OR DELETE OR UPDATE OF "slug", "title", "summary", "time_zone", "stage", "review", "visibility" ON "negotiation" FOR EACH ROW
  EXECUTE FUNCTION record_audit('negotiation', 'slug', 'slug,title,summary,time_zone,stage,review,visibility');
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON "actor" FOR EACH ROW
  EXECUTE FUNCTION record_audit('actor', 'id', 'name,kind,iso,names,aliases,parent_id');
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON "person" FOR EACH ROW
  EXECUTE FUNCTION record_audit('person', 'id', 'name,names,aliases,merged_into');
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON "office" FOR EACH ROW
  EXECUTE FUNCTION record_audit('person', 'person_id', 'person_id,actor_id,title,tier,from,to');
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON "source" FOR EACH ROW
  EXECUTE FUNCTION record_audit('source', 'id', 'name,class,reliability');
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON "document" FOR EACH ROW
  EXECUTE FUNCTION record_audit('document', 'id', 'source_id,url,title,published_at,language,upstream,archived_sha256');
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON "event" FOR EACH ROW
  EXECUTE FUNCTION record_audit('event', 'id', 'content');
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT ON "party" FOR EACH ROW EXECUTE FUNCTION record_audit('party', 'id', 'name,iso,roles,position');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER audited_end AFTER UPDATE OR DELETE ON "party" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_audit('party', 'id', 'name,iso,roles,position');
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT ON "issue" FOR EACH ROW EXECUTE FUNCTION record_audit('issue', 'id', 'title,checklist,group,position');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER audited_end AFTER UPDATE OR DELETE ON "issue" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_audit('issue', 'id', 'title,checklist,group,position');
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT ON "option" FOR EACH ROW EXECUTE FUNCTION record_audit('option', 'id', 'issue_id,text,closed,position');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER audited_end AFTER UPDATE OR DELETE ON "option" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_audit('option', 'id', 'issue_id,text,closed,position');
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT ON "proposal" FOR EACH ROW EXECUTE FUNCTION record_audit('proposal', 'id', 'content,position');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER audited_end AFTER UPDATE OR DELETE ON "proposal" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_audit('proposal', 'id', 'content,position');
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT ON "agreement" FOR EACH ROW EXECUTE FUNCTION record_audit('agreement', 'id', 'content,position');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER audited_end AFTER UPDATE OR DELETE ON "agreement" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_audit('agreement', 'id', 'content,position');
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON "user" FOR EACH ROW
  EXECUTE FUNCTION record_audit('user', 'id', 'name,role,two_factor_enabled', 'email');
--> statement-breakpoint
CREATE TRIGGER audited AFTER UPDATE ON "account" FOR EACH ROW
  EXECUTE FUNCTION record_audit('user', 'user_id', 'provider_id', 'password');
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON "passkey" FOR EACH ROW
  EXECUTE FUNCTION record_audit('user', 'user_id', 'name,device_type');
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON "invitation" FOR EACH ROW
  EXECUTE FUNCTION record_audit('invitation', 'token_hash', 'role,recovers,created_by,expires_at,used_at,used_by');
--> statement-breakpoint
CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON "api_key" FOR EACH ROW
  EXECUTE FUNCTION record_audit('key', 'id', 'label,role,created_by,revoked_at');

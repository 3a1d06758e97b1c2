CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"role" text NOT NULL,
	"key_hash" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_key_key_hash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"email" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"used_by" text
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"role" text DEFAULT 'reader' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "issue" (
	"negotiation_id" integer NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"known_from" bigint NOT NULL,
	"known_to" bigint DEFAULT 8640000000000000 NOT NULL,
	"title" text NOT NULL,
	"checklist" smallint,
	"group" text,
	CONSTRAINT "issue_negotiation_id_id_known_from_pk" PRIMARY KEY("negotiation_id","id","known_from")
);
--> statement-breakpoint
CREATE TABLE "option" (
	"negotiation_id" integer NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"known_from" bigint NOT NULL,
	"known_to" bigint DEFAULT 8640000000000000 NOT NULL,
	"issue_id" text NOT NULL,
	"text" text NOT NULL,
	"closed" text,
	"closed_from" bigint NOT NULL,
	CONSTRAINT "option_negotiation_id_id_known_from_pk" PRIMARY KEY("negotiation_id","id","known_from")
);
--> statement-breakpoint
CREATE TABLE "party" (
	"negotiation_id" integer NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"known_from" bigint NOT NULL,
	"known_to" bigint DEFAULT 8640000000000000 NOT NULL,
	"roles" jsonb NOT NULL,
	CONSTRAINT "party_negotiation_id_id_known_from_pk" PRIMARY KEY("negotiation_id","id","known_from")
);
--> statement-breakpoint
CREATE TABLE "proposal" (
	"negotiation_id" integer NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"known_from" bigint NOT NULL,
	"known_to" bigint DEFAULT 8640000000000000 NOT NULL,
	"content" jsonb NOT NULL,
	CONSTRAINT "proposal_negotiation_id_id_known_from_pk" PRIMARY KEY("negotiation_id","id","known_from")
);
--> statement-breakpoint
CREATE TABLE "alert" (
	"subscription_id" text NOT NULL,
	"negotiation_id" integer NOT NULL,
	"seq" bigint NOT NULL,
	"held_until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "alert_subscription_id_negotiation_id_seq_pk" PRIMARY KEY("subscription_id","negotiation_id","seq")
);
--> statement-breakpoint
CREATE TABLE "delivery" (
	"id" text PRIMARY KEY NOT NULL,
	"subscription_id" text NOT NULL,
	"negotiation_id" integer NOT NULL,
	"seq" bigint NOT NULL,
	"state" text NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "subscription" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text,
	"negotiation_id" integer,
	"filter" jsonb NOT NULL,
	"channel" text NOT NULL,
	"target" text,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "actor" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "actor_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"iso" text,
	"names" jsonb,
	"aliases" text[],
	"parent_id" integer,
	CONSTRAINT "actor_iso_unique" UNIQUE("iso")
);
--> statement-breakpoint
CREATE TABLE "negotiation_actor" (
	"negotiation_id" integer NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"actor_id" integer NOT NULL,
	CONSTRAINT "negotiation_actor_negotiation_id_id_pk" PRIMARY KEY("negotiation_id","id")
);
--> statement-breakpoint
CREATE TABLE "negotiation_person" (
	"negotiation_id" integer NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"person_id" integer NOT NULL,
	CONSTRAINT "negotiation_person_negotiation_id_id_pk" PRIMARY KEY("negotiation_id","id")
);
--> statement-breakpoint
CREATE TABLE "negotiation_source" (
	"negotiation_id" integer NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"source_id" integer NOT NULL,
	CONSTRAINT "negotiation_source_negotiation_id_id_pk" PRIMARY KEY("negotiation_id","id")
);
--> statement-breakpoint
CREATE TABLE "office" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "office_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"person_id" integer NOT NULL,
	"actor_id" integer NOT NULL,
	"title" text NOT NULL,
	"tier" smallint NOT NULL,
	"from" text,
	"to" text
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "person_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"names" jsonb,
	"aliases" text[]
);
--> statement-breakpoint
CREATE TABLE "source" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "source_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"class" text NOT NULL,
	"reliability" text
);
--> statement-breakpoint
CREATE TABLE "change" (
	"negotiation_id" integer NOT NULL,
	"audience" text NOT NULL,
	"seq" bigint NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"recorded_at" bigint NOT NULL,
	"by" text NOT NULL,
	"content" text NOT NULL,
	"content_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "change_negotiation_id_audience_seq_pk" PRIMARY KEY("negotiation_id","audience","seq")
);
--> statement-breakpoint
CREATE TABLE "archived_copy" (
	"sha256" text PRIMARY KEY NOT NULL,
	"media_type" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"captured_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document" (
	"negotiation_id" integer NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"source_id" text NOT NULL,
	"url" text,
	"title" text,
	"published_at" text,
	"language" text,
	"upstream" text,
	"archived_sha256" text,
	CONSTRAINT "document_negotiation_id_id_pk" PRIMARY KEY("negotiation_id","id")
);
--> statement-breakpoint
CREATE TABLE "agreement" (
	"negotiation_id" integer NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"known_from" bigint NOT NULL,
	"known_to" bigint DEFAULT 8640000000000000 NOT NULL,
	"content" jsonb NOT NULL,
	CONSTRAINT "agreement_negotiation_id_id_known_from_pk" PRIMARY KEY("negotiation_id","id","known_from")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"negotiation_id" integer NOT NULL,
	"id" text NOT NULL,
	"content" jsonb NOT NULL,
	"starts" bigint NOT NULL,
	"ends" bigint NOT NULL,
	"order_no" bigint NOT NULL,
	"recorded_at" bigint NOT NULL,
	CONSTRAINT "event_negotiation_id_id_pk" PRIMARY KEY("negotiation_id","id")
);
--> statement-breakpoint
CREATE TABLE "negotiation" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "negotiation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"summary" text DEFAULT '' NOT NULL,
	"time_zone" text NOT NULL,
	"stage" text DEFAULT 'pre_negotiation' NOT NULL,
	"review" text DEFAULT 'risky' NOT NULL,
	"visibility" text DEFAULT 'public' NOT NULL,
	"seq" bigint DEFAULT 0 NOT NULL,
	"desk_seq" bigint DEFAULT 0 NOT NULL,
	"head_hash" text DEFAULT '' NOT NULL,
	"desk_head_hash" text DEFAULT '' NOT NULL,
	"next_order" bigint DEFAULT 1 NOT NULL,
	"last_recorded_at" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "negotiation_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "setting" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "coding" (
	"negotiation_id" integer NOT NULL,
	"option_id" text NOT NULL,
	"party_id" text NOT NULL,
	"statement_id" text NOT NULL,
	"version" integer NOT NULL,
	"own" boolean NOT NULL,
	"stance" text NOT NULL,
	"starts" bigint NOT NULL,
	"ends" bigint NOT NULL,
	"counts_from" bigint NOT NULL,
	"tier" smallint NOT NULL,
	"order_no" bigint NOT NULL,
	"known_from" bigint NOT NULL,
	"known_to" bigint DEFAULT 8640000000000000 NOT NULL,
	"voice" text,
	"institution" text,
	"speaker_id" text,
	"speaker_name" text NOT NULL,
	"said_at" text NOT NULL,
	"said_at_precision" text NOT NULL,
	"gist" text NOT NULL,
	CONSTRAINT "coding_negotiation_id_statement_id_version_option_id_party_id_pk" PRIMARY KEY("negotiation_id","statement_id","version","option_id","party_id")
);
--> statement-breakpoint
CREATE TABLE "condition" (
	"negotiation_id" integer NOT NULL,
	"id" text NOT NULL,
	"statement_id" text NOT NULL,
	"version" integer NOT NULL,
	"holders" text[] NOT NULL,
	"option_id" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"deadline" text,
	"touches" text[] NOT NULL,
	"withdrawn" boolean NOT NULL,
	"starts" bigint NOT NULL,
	"ends" bigint NOT NULL,
	"counts_from" bigint NOT NULL,
	"tier" smallint NOT NULL,
	"order_no" bigint NOT NULL,
	"known_from" bigint NOT NULL,
	"known_to" bigint DEFAULT 8640000000000000 NOT NULL,
	CONSTRAINT "condition_negotiation_id_id_version_pk" PRIMARY KEY("negotiation_id","id","version")
);
--> statement-breakpoint
CREATE TABLE "condition_move" (
	"negotiation_id" integer NOT NULL,
	"condition_id" text NOT NULL,
	"statement_id" text,
	"event_id" text,
	"version" integer NOT NULL,
	"position" integer NOT NULL,
	"axis" text NOT NULL,
	"to" text NOT NULL,
	"by" text[] NOT NULL,
	"note" text,
	"starts" bigint NOT NULL,
	"ends" bigint NOT NULL,
	"counts_from" bigint NOT NULL,
	"tier" smallint NOT NULL,
	"order_no" bigint NOT NULL,
	"known_from" bigint NOT NULL,
	"known_to" bigint DEFAULT 8640000000000000 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "statement" (
	"negotiation_id" integer NOT NULL,
	"id" text NOT NULL,
	"publication" text NOT NULL,
	"version" integer NOT NULL,
	"order_no" bigint,
	"first_recorded_at" bigint NOT NULL,
	"published_at" bigint,
	"author" text NOT NULL,
	"imported" boolean DEFAULT false NOT NULL,
	"ends" bigint NOT NULL,
	"starts" bigint NOT NULL,
	"search_text" text NOT NULL,
	CONSTRAINT "statement_negotiation_id_id_pk" PRIMARY KEY("negotiation_id","id")
);
--> statement-breakpoint
CREATE TABLE "statement_revision" (
	"negotiation_id" integer NOT NULL,
	"statement_id" text NOT NULL,
	"version" integer NOT NULL,
	"publication" text NOT NULL,
	"content" jsonb NOT NULL,
	"facts" jsonb,
	"recorded_at" bigint NOT NULL,
	"by" text NOT NULL,
	"note" text,
	"override_reason" text,
	CONSTRAINT "statement_revision_negotiation_id_statement_id_version_pk" PRIMARY KEY("negotiation_id","statement_id","version")
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_used_by_user_id_fk" FOREIGN KEY ("used_by") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issue" ADD CONSTRAINT "issue_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "option" ADD CONSTRAINT "option_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "party" ADD CONSTRAINT "party_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_subscription_id_subscription_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscription"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_subscription_id_subscription_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscription"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actor" ADD CONSTRAINT "actor_parent_id_actor_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."actor"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "negotiation_actor" ADD CONSTRAINT "negotiation_actor_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "negotiation_actor" ADD CONSTRAINT "negotiation_actor_actor_id_actor_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actor"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "negotiation_person" ADD CONSTRAINT "negotiation_person_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "negotiation_person" ADD CONSTRAINT "negotiation_person_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "negotiation_source" ADD CONSTRAINT "negotiation_source_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "negotiation_source" ADD CONSTRAINT "negotiation_source_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "office" ADD CONSTRAINT "office_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "office" ADD CONSTRAINT "office_actor_id_actor_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actor"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change" ADD CONSTRAINT "change_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_archived_sha256_archived_copy_sha256_fk" FOREIGN KEY ("archived_sha256") REFERENCES "public"."archived_copy"("sha256") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_negotiation_id_source_id_negotiation_source_negotiation_id_id_fk" FOREIGN KEY ("negotiation_id","source_id") REFERENCES "public"."negotiation_source"("negotiation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding" ADD CONSTRAINT "coding_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition" ADD CONSTRAINT "condition_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "condition_move" ADD CONSTRAINT "condition_move_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement" ADD CONSTRAINT "statement_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_revision" ADD CONSTRAINT "statement_revision_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_revision" ADD CONSTRAINT "statement_revision_negotiation_id_statement_id_statement_negotiation_id_id_fk" FOREIGN KEY ("negotiation_id","statement_id") REFERENCES "public"."statement"("negotiation_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_user" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "verification" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "proposal_known" ON "proposal" USING btree ("negotiation_id","known_from");--> statement-breakpoint
CREATE INDEX "delivery_due" ON "delivery" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "subscription_negotiation" ON "subscription" USING btree ("negotiation_id","state");--> statement-breakpoint
CREATE INDEX "actor_name_kind" ON "actor" USING btree ("name","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "negotiation_actor_once" ON "negotiation_actor" USING btree ("negotiation_id","actor_id");--> statement-breakpoint
CREATE UNIQUE INDEX "negotiation_person_once" ON "negotiation_person" USING btree ("negotiation_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "negotiation_source_once" ON "negotiation_source" USING btree ("negotiation_id","source_id");--> statement-breakpoint
CREATE INDEX "office_person" ON "office" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "office_actor" ON "office" USING btree ("actor_id","tier");--> statement-breakpoint
CREATE INDEX "person_name" ON "person" USING btree ("name");--> statement-breakpoint
CREATE UNIQUE INDEX "source_name_class" ON "source" USING btree ("name","class");--> statement-breakpoint
CREATE INDEX "change_subject" ON "change" USING btree ("negotiation_id","subject");--> statement-breakpoint
CREATE INDEX "event_time" ON "event" USING btree ("negotiation_id","ends" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "coding_cell" ON "coding" USING btree ("negotiation_id","party_id","option_id","ends" DESC NULLS LAST,"starts" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "coding_early" ON "coding" USING gist (int8range("counts_from", "ends")) WHERE "coding"."counts_from" < "coding"."ends";--> statement-breakpoint
CREATE INDEX "condition_statement" ON "condition" USING btree ("negotiation_id","statement_id");--> statement-breakpoint
CREATE INDEX "condition_move_condition" ON "condition_move" USING btree ("negotiation_id","condition_id");--> statement-breakpoint
CREATE INDEX "condition_move_statement" ON "condition_move" USING btree ("negotiation_id","statement_id");--> statement-breakpoint
CREATE INDEX "statement_said" ON "statement" USING btree ("negotiation_id","ends" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "statement_publication" ON "statement" USING btree ("negotiation_id","publication");--> statement-breakpoint
CREATE INDEX "statement_search" ON "statement" USING gin (to_tsvector('simple', "search_text"));
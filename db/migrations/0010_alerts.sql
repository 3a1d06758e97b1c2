CREATE TABLE "alert" (
	"negotiation_id" integer NOT NULL,
	"seq" bigint NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"severity" text NOT NULL,
	"recorded_at" bigint NOT NULL,
	"held_until" bigint NOT NULL,
	"recipients" integer NOT NULL,
	"stopped_at" bigint,
	"stopped_by" text,
	"stopped_why" text,
	CONSTRAINT "alert_negotiation_id_seq_pk" PRIMARY KEY("negotiation_id","seq")
);
--> statement-breakpoint
CREATE TABLE "alert_cursor" (
	"negotiation_id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attempt" (
	"message_id" text NOT NULL,
	"number" integer NOT NULL,
	"at" bigint NOT NULL,
	"took_ms" integer NOT NULL,
	"outcome" text NOT NULL,
	"status" integer,
	CONSTRAINT "attempt_message_id_number_pk" PRIMARY KEY("message_id","number")
);
--> statement-breakpoint
CREATE TABLE "delivery" (
	"negotiation_id" integer NOT NULL,
	"seq" bigint NOT NULL,
	"subscription_id" text NOT NULL,
	"message_id" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"follows_up" boolean DEFAULT false NOT NULL,
	CONSTRAINT "delivery_negotiation_id_seq_subscription_id_pk" PRIMARY KEY("negotiation_id","seq","subscription_id")
);
--> statement-breakpoint
CREATE TABLE "endpoint" (
	"id" text PRIMARY KEY NOT NULL,
	"subscriber_id" text NOT NULL,
	"type" text NOT NULL,
	"address" text NOT NULL,
	"push_keys" jsonb,
	"secret_generation" integer DEFAULT 1 NOT NULL,
	"secret_overlap_until" bigint,
	"state" text NOT NULL,
	"failing_since" bigint,
	"failures" integer DEFAULT 0 NOT NULL,
	"rests_until" bigint,
	"ended_by" text,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "message" (
	"id" text PRIMARY KEY NOT NULL,
	"endpoint_id" text NOT NULL,
	"cadence" text NOT NULL,
	"notice" jsonb,
	"negotiation_id" integer,
	"seq" bigint,
	"state" text DEFAULT 'waiting' NOT NULL,
	"due_at" bigint NOT NULL,
	"latest_at" bigint NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"outcome" text,
	"created_at" bigint NOT NULL,
	"sent_at" bigint,
	"read_at" bigint,
	CONSTRAINT "message_change" UNIQUE("endpoint_id","negotiation_id","seq")
);
--> statement-breakpoint
CREATE TABLE "subscriber" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text,
	"key_id" text,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"digest_hour" smallint DEFAULT 8 NOT NULL,
	"quiet_from" smallint,
	"quiet_to" smallint,
	"link_generation" integer DEFAULT 1 NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "subscriber_user_id_unique" UNIQUE("user_id"),
	CONSTRAINT "subscriber_key_id_unique" UNIQUE("key_id")
);
--> statement-breakpoint
CREATE TABLE "subscription" (
	"id" text PRIMARY KEY NOT NULL,
	"subscriber_id" text NOT NULL,
	"endpoint_id" text NOT NULL,
	"negotiation_id" integer,
	"filter" jsonb NOT NULL,
	"cadence" text DEFAULT 'instant' NOT NULL,
	"state" text NOT NULL,
	"version" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "subscription_version_unique" UNIQUE("version")
);
--> statement-breakpoint
CREATE TABLE "subscription_counter" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_cursor" ADD CONSTRAINT "alert_cursor_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_message_id_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."message"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_subscription_id_subscription_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscription"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_message_id_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."message"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_negotiation_id_seq_alert_negotiation_id_seq_fk" FOREIGN KEY ("negotiation_id","seq") REFERENCES "public"."alert"("negotiation_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endpoint" ADD CONSTRAINT "endpoint_subscriber_id_subscriber_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscriber"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_endpoint_id_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoint"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriber" ADD CONSTRAINT "subscriber_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_subscriber_id_subscriber_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscriber"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_endpoint_id_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoint"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_negotiation_id_negotiation_id_fk" FOREIGN KEY ("negotiation_id") REFERENCES "public"."negotiation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_subject" ON "alert" USING btree ("negotiation_id","subject");--> statement-breakpoint
CREATE INDEX "alert_held" ON "alert" USING btree ("held_until");--> statement-breakpoint
CREATE INDEX "delivery_message" ON "delivery" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "delivery_subscription" ON "delivery" USING btree ("subscription_id","negotiation_id","seq");--> statement-breakpoint
CREATE INDEX "endpoint_subscriber" ON "endpoint" USING btree ("subscriber_id");--> statement-breakpoint
CREATE INDEX "endpoint_address" ON "endpoint" USING btree ("type","address");--> statement-breakpoint
CREATE INDEX "message_endpoint" ON "message" USING btree ("endpoint_id","created_at");--> statement-breakpoint
CREATE INDEX "message_open" ON "message" USING btree ("endpoint_id","cadence") WHERE "message"."state" = 'waiting' and "message"."attempts" = 0 and "message"."seq" is null and "message"."notice" is null;--> statement-breakpoint
CREATE INDEX "message_waiting" ON "message" USING btree ("due_at") WHERE "message"."state" in ('waiting', 'sending');--> statement-breakpoint
CREATE INDEX "subscription_subscriber" ON "subscription" USING btree ("subscriber_id");--> statement-breakpoint
CREATE INDEX "subscription_endpoint" ON "subscription" USING btree ("endpoint_id");--> statement-breakpoint
CREATE INDEX "subscription_negotiation" ON "subscription" USING btree ("negotiation_id","state");--> statement-breakpoint
INSERT INTO "subscription_counter" DEFAULT VALUES;
--> statement-breakpoint
-- nobody could subscribe before: what is in the logs by now alerts nobody
INSERT INTO "alert_cursor" ("negotiation_id", "seq") SELECT "id", "seq" FROM "negotiation";

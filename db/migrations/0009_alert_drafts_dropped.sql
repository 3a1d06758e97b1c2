DROP TABLE "alert" CASCADE;--> statement-breakpoint
DROP TABLE "delivery" CASCADE;--> statement-breakpoint
DROP TABLE "subscription" CASCADE;
CREATE SCHEMA "stockroom";
--> statement-breakpoint
CREATE TABLE "stockroom"."facts" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stockroom"."history" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "stockroom"."history_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"event" text NOT NULL,
	"job_id" uuid,
	"kind" text,
	"machine_name" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stockroom"."job_items" (
	"job_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"item" text NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"reason" text,
	"is_passing" boolean DEFAULT false NOT NULL,
	"log" text,
	"result" jsonb,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"ms" integer,
	"peak_memory" double precision,
	CONSTRAINT "job_items_job_id_position_pk" PRIMARY KEY("job_id","position")
);
--> statement-breakpoint
CREATE TABLE "stockroom"."jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"queue" text NOT NULL,
	"status" text NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"origin" text NOT NULL,
	"group_name" text,
	"input" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"losses" integer DEFAULT 0 NOT NULL,
	"progress" jsonb NOT NULL,
	"notes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"cancelled" integer DEFAULT 0 NOT NULL,
	"error" text,
	"ticket" uuid,
	"run" text,
	"machine_id" uuid,
	"device" text,
	"cancel_asked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"next_attempt_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stockroom"."lines" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "stockroom"."lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"job_id" uuid NOT NULL,
	"machine_id" uuid NOT NULL,
	"level" text NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stockroom"."machines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"pid" integer NOT NULL,
	"version" text NOT NULL,
	"kinds" jsonb NOT NULL,
	"device" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"stopped_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "stockroom"."pauses" (
	"scope" text PRIMARY KEY NOT NULL,
	"paused_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stockroom"."schedules" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"cron" text NOT NULL,
	"time_zone" text NOT NULL,
	"enabled" boolean NOT NULL,
	"options" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"next_run_at" timestamp with time zone,
	"last_run_at" timestamp with time zone,
	"last_job_id" uuid,
	"last_outcome" text,
	"last_reason" text
);
--> statement-breakpoint
ALTER TABLE "stockroom"."job_items" ADD CONSTRAINT "job_items_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "stockroom"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "history_by_job" ON "stockroom"."history" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "history_by_time" ON "stockroom"."history" USING btree ("at");--> statement-breakpoint
CREATE INDEX "job_items_by_item" ON "stockroom"."job_items" USING btree ("job_id","item");--> statement-breakpoint
CREATE INDEX "job_items_by_status" ON "stockroom"."job_items" USING btree ("job_id","status");--> statement-breakpoint
CREATE INDEX "job_items_by_time" ON "stockroom"."job_items" USING btree ("finished_at");--> statement-breakpoint
CREATE INDEX "jobs_by_time" ON "stockroom"."jobs" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "jobs_by_status" ON "stockroom"."jobs" USING btree ("status","kind","created_at");--> statement-breakpoint
CREATE INDEX "jobs_by_ticket" ON "stockroom"."jobs" USING btree ("ticket");--> statement-breakpoint
CREATE INDEX "lines_by_job" ON "stockroom"."lines" USING btree ("job_id");--> statement-breakpoint
CREATE VIEW "stockroom"."overview" AS (select "kind", "status", count(*)::int as "jobs", coalesce(sum("total"), 0)::int as "items", coalesce(sum("done"), 0)::int as "done", coalesce(sum("failed"), 0)::int as "failed", min("created_at") as "oldest", max("finished_at") as "newest" from "stockroom"."jobs" group by "stockroom"."jobs"."kind", "stockroom"."jobs"."status");
-- Organisation, accounts, schedule and journal. Double booking and changing the journal are impossible here, not only in code.

CREATE EXTENSION IF NOT EXISTS "btree_gist";

CREATE TABLE "unit" (
    "unit_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "parent_id" UUID,
    "order" INTEGER NOT NULL,
    "distance_km" DOUBLE PRECISION,
    "distance_grade" TEXT,
    "valid_from" DATE,
    "valid_to" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "unit_pkey" PRIMARY KEY ("unit_id"),
    CONSTRAINT "unit_level_check" CHECK ("level" IN ('province', 'department', 'district', 'commune', 'other')),
    CONSTRAINT "unit_valid_check" CHECK ("valid_to" IS NULL OR "valid_from" IS NULL OR "valid_from" < "valid_to")
);
CREATE UNIQUE INDEX "unit_code_key" ON "unit"("code");
ALTER TABLE "unit" ADD CONSTRAINT "unit_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "unit"("unit_id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "site" (
    "site_id" UUID NOT NULL,
    "code" TEXT,
    "unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    "is_hub" BOOLEAN NOT NULL,
    "link_down_kbps" INTEGER NOT NULL,
    "link_up_kbps" INTEGER NOT NULL,
    "backup_phone" TEXT,
    "valid_from" DATE,
    "valid_to" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "site_pkey" PRIMARY KEY ("site_id"),
    CONSTRAINT "site_link_check" CHECK ("link_down_kbps" > 0 AND "link_up_kbps" > 0),
    CONSTRAINT "site_valid_check" CHECK ("valid_to" IS NULL OR "valid_from" IS NULL OR "valid_from" < "valid_to")
);
CREATE UNIQUE INDEX "site_code_key" ON "site"("code");
CREATE INDEX "site_unit_id_idx" ON "site"("unit_id");
-- One hub a province.
CREATE UNIQUE INDEX "site_one_hub" ON "site"("is_hub") WHERE "is_hub";
ALTER TABLE "site" ADD CONSTRAINT "site_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("unit_id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "device" (
    "device_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "device_class" TEXT NOT NULL,
    CONSTRAINT "device_pkey" PRIMARY KEY ("device_id"),
    CONSTRAINT "device_class_check" CHECK ("device_class" IN ('room', 'personal'))
);
CREATE INDEX "device_site_id_idx" ON "device"("site_id");
ALTER TABLE "device" ADD CONSTRAINT "device_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("site_id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "account" (
    "account_id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "site_id" UUID,
    "password_hash" TEXT NOT NULL,
    "disabled" BOOLEAN NOT NULL DEFAULT false,
    "failed_count" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "account_pkey" PRIMARY KEY ("account_id"),
    CONSTRAINT "account_role_check" CHECK ("role" IN ('administrator', 'secretary', 'chair', 'technician', 'site', 'observer')),
    CONSTRAINT "account_site_check" CHECK ("role" <> 'site' OR "site_id" IS NOT NULL)
);
CREATE UNIQUE INDEX "account_username_key" ON "account"("username");
CREATE INDEX "account_site_id_idx" ON "account"("site_id");
ALTER TABLE "account" ADD CONSTRAINT "account_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("site_id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "session" (
    "token_hash" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "renewed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "session_pkey" PRIMARY KEY ("token_hash")
);
CREATE INDEX "session_account_id_idx" ON "session"("account_id");
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "conference" (
    "conference_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "mode" TEXT NOT NULL,
    "chair_id" UUID NOT NULL,
    "cancel_reason" TEXT,
    "cancel_note" TEXT,
    "alive_at" TIMESTAMPTZ(3),
    "journal_seq" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "conference_pkey" PRIMARY KEY ("conference_id"),
    CONSTRAINT "conference_status_check" CHECK ("status" IN ('draft', 'published', 'open', 'closed', 'cancelled')),
    CONSTRAINT "conference_time_check" CHECK ("starts_at" < "ends_at"),
    CONSTRAINT "conference_cancel_check" CHECK (("status" = 'cancelled') = ("cancel_reason" IS NOT NULL))
);
CREATE INDEX "conference_starts_at_idx" ON "conference"("starts_at");
CREATE INDEX "conference_status_idx" ON "conference"("status");
ALTER TABLE "conference" ADD CONSTRAINT "conference_chair_id_fkey" FOREIGN KEY ("chair_id") REFERENCES "account"("account_id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "conference_officer" (
    "conference_id" UUID NOT NULL,
    "duty" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    CONSTRAINT "conference_officer_pkey" PRIMARY KEY ("conference_id", "duty", "account_id"),
    CONSTRAINT "conference_officer_duty_check" CHECK ("duty" IN ('coChair', 'secretary'))
);
CREATE INDEX "conference_officer_account_id_idx" ON "conference_officer"("account_id");
ALTER TABLE "conference_officer" ADD CONSTRAINT "conference_officer_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("conference_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "conference_officer" ADD CONSTRAINT "conference_officer_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("account_id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "conference_site" (
    "conference_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    CONSTRAINT "conference_site_pkey" PRIMARY KEY ("conference_id", "site_id")
);
CREATE INDEX "conference_site_site_id_idx" ON "conference_site"("site_id");
ALTER TABLE "conference_site" ADD CONSTRAINT "conference_site_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("conference_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "conference_site" ADD CONSTRAINT "conference_site_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("site_id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "agenda_item" (
    "item_id" UUID NOT NULL,
    "conference_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "duration_minutes" INTEGER NOT NULL,
    "speaking_limit_seconds" INTEGER,
    CONSTRAINT "agenda_item_pkey" PRIMARY KEY ("item_id")
);
CREATE INDEX "agenda_item_conference_id_idx" ON "agenda_item"("conference_id");
ALTER TABLE "agenda_item" ADD CONSTRAINT "agenda_item_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("conference_id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "journal_entry" (
    "conference_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "actor" JSONB NOT NULL,
    "request_id" UUID,
    CONSTRAINT "journal_entry_pkey" PRIMARY KEY ("conference_id", "seq"),
    CONSTRAINT "journal_entry_seq_check" CHECK ("seq" >= 1)
);
ALTER TABLE "journal_entry" ADD CONSTRAINT "journal_entry_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("conference_id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION "refuse_journal_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'journal entries are never changed or removed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "journal_entry_append_only" BEFORE UPDATE OR DELETE ON "journal_entry" FOR EACH ROW EXECUTE FUNCTION "refuse_journal_change"();
CREATE TRIGGER "journal_entry_no_truncate" BEFORE TRUNCATE ON "journal_entry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_journal_change"();

CREATE TABLE "booking" (
    "conference_id" UUID NOT NULL,
    "resource" TEXT NOT NULL,
    "resource_id" UUID NOT NULL,
    "during" tstzrange NOT NULL,
    CONSTRAINT "booking_pkey" PRIMARY KEY ("conference_id", "resource", "resource_id"),
    CONSTRAINT "booking_resource_check" CHECK ("resource" IN ('chair', 'site', 'device')),
    CONSTRAINT "booking_during_check" CHECK (NOT isempty("during")),
    CONSTRAINT "booking_no_overlap" EXCLUDE USING gist ("resource" WITH =, "resource_id" WITH =, "during" WITH &&)
);
ALTER TABLE "booking" ADD CONSTRAINT "booking_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("conference_id") ON DELETE CASCADE ON UPDATE CASCADE;

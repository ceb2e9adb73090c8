-- Units and sites over time: what never changes stays in "unit" and "site", everything else is a state with its days.
-- Two states of one unit or site never overlap, and there is one hub on any day: the database refuses it, whatever wrote it.

CREATE TABLE "unit_version" (
    "unit_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "parent_id" UUID,
    "order" INTEGER NOT NULL,
    "distance_km" DOUBLE PRECISION,
    "distance_grade" TEXT,
    CONSTRAINT "unit_version_pkey" PRIMARY KEY ("unit_id", "valid_from"),
    CONSTRAINT "unit_version_level_check" CHECK ("level" IN ('province', 'department', 'district', 'commune', 'other')),
    CONSTRAINT "unit_version_grade_check" CHECK ("distance_grade" IN ('official', 'estimate')),
    CONSTRAINT "unit_version_valid_check" CHECK ("valid_to" IS NULL OR "valid_from" < "valid_to"),
    CONSTRAINT "unit_version_no_overlap" EXCLUDE USING gist ("unit_id" WITH =, daterange("valid_from", "valid_to", '[)') WITH &&)
);
CREATE INDEX "unit_version_parent_id_idx" ON "unit_version"("parent_id");
ALTER TABLE "unit_version" ADD CONSTRAINT "unit_version_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("unit_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "unit_version" ADD CONSTRAINT "unit_version_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "unit"("unit_id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "site_version" (
    "site_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    "is_hub" BOOLEAN NOT NULL,
    "device_class" TEXT NOT NULL,
    "link_down_kbps" INTEGER NOT NULL,
    "link_up_kbps" INTEGER NOT NULL,
    "backup_phone" TEXT,
    CONSTRAINT "site_version_pkey" PRIMARY KEY ("site_id", "valid_from"),
    CONSTRAINT "site_version_class_check" CHECK ("device_class" IN ('room', 'personal')),
    CONSTRAINT "site_version_link_check" CHECK ("link_down_kbps" > 0 AND "link_up_kbps" > 0),
    CONSTRAINT "site_version_valid_check" CHECK ("valid_to" IS NULL OR "valid_from" < "valid_to"),
    CONSTRAINT "site_version_no_overlap" EXCLUDE USING gist ("site_id" WITH =, daterange("valid_from", "valid_to", '[)') WITH &&),
    CONSTRAINT "site_version_one_hub" EXCLUDE USING gist (daterange("valid_from", "valid_to", '[)') WITH &&) WHERE ("is_hub")
);
CREATE INDEX "site_version_unit_id_idx" ON "site_version"("unit_id");
ALTER TABLE "site_version" ADD CONSTRAINT "site_version_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("site_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "site_version" ADD CONSTRAINT "site_version_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "unit"("unit_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What had no first day has always been there: the earliest day the organisation can be asked for.
INSERT INTO "unit_version" ("unit_id", "valid_from", "valid_to", "name", "short_name", "level", "parent_id", "order", "distance_km", "distance_grade")
SELECT "unit_id", COALESCE("valid_from", LEAST(DATE '1990-01-01', "valid_to" - 1)), "valid_to", "name", "short_name", "level", "parent_id", "order", "distance_km", "distance_grade"
FROM "unit";
INSERT INTO "site_version" ("site_id", "valid_from", "valid_to", "unit_id", "name", "short_name", "order", "is_hub", "device_class", "link_down_kbps", "link_up_kbps", "backup_phone")
SELECT s."site_id", COALESCE(s."valid_from", LEAST(DATE '1990-01-01', s."valid_to" - 1)), s."valid_to", s."unit_id", s."name", s."short_name", s."order", s."is_hub",
       COALESCE((SELECT d."device_class" FROM "device" d WHERE d."site_id" = s."site_id" ORDER BY d."device_id" LIMIT 1), 'room'),
       s."link_down_kbps", s."link_up_kbps", s."backup_phone"
FROM "site" s;

ALTER TABLE "unit" DROP CONSTRAINT "unit_parent_id_fkey", DROP CONSTRAINT "unit_level_check", DROP CONSTRAINT "unit_valid_check",
    DROP COLUMN "name", DROP COLUMN "short_name", DROP COLUMN "level", DROP COLUMN "parent_id", DROP COLUMN "order",
    DROP COLUMN "distance_km", DROP COLUMN "distance_grade", DROP COLUMN "valid_from", DROP COLUMN "valid_to";
DROP INDEX "site_one_hub";
DROP INDEX "site_unit_id_idx";
ALTER TABLE "site" DROP CONSTRAINT "site_unit_id_fkey", DROP CONSTRAINT "site_link_check", DROP CONSTRAINT "site_valid_check",
    DROP COLUMN "unit_id", DROP COLUMN "name", DROP COLUMN "short_name", DROP COLUMN "order", DROP COLUMN "is_hub",
    DROP COLUMN "link_down_kbps", DROP COLUMN "link_up_kbps", DROP COLUMN "backup_phone", DROP COLUMN "valid_from", DROP COLUMN "valid_to";
ALTER TABLE "device" DROP CONSTRAINT "device_class_check", DROP COLUMN "device_class";

-- A spreadsheet knows a site by its code: those made before without one get one.
UPDATE "site" SET "code" = 'diem-cau-' || right(replace("site_id"::text, '-', ''), 12) WHERE "code" IS NULL;
ALTER TABLE "site" ALTER COLUMN "code" SET NOT NULL;

-- Imports that changed something: who, when, from which day, how much.
CREATE TABLE "organisation_import" (
    "import_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "effective_from" DATE NOT NULL,
    "counts" JSONB NOT NULL,
    CONSTRAINT "organisation_import_pkey" PRIMARY KEY ("import_id")
);
CREATE INDEX "organisation_import_at_idx" ON "organisation_import"("at");
ALTER TABLE "organisation_import" ADD CONSTRAINT "organisation_import_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("account_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Accounts over time, as units and sites are: what never changes stays in "account", and so does what holds at once (password, lock,
-- address); name, role, site and whether it is in use are a state with its days. Two states of one account never overlap.

CREATE TABLE "account_version" (
    "account_id" UUID NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "site_id" UUID,
    "disabled" BOOLEAN NOT NULL,
    CONSTRAINT "account_version_pkey" PRIMARY KEY ("account_id", "valid_from"),
    CONSTRAINT "account_version_role_check" CHECK ("role" IN ('administrator', 'secretary', 'chair', 'technician', 'site', 'observer')),
    CONSTRAINT "account_version_site_check" CHECK ("role" <> 'site' OR "site_id" IS NOT NULL),
    CONSTRAINT "account_version_valid_check" CHECK ("valid_to" IS NULL OR "valid_from" < "valid_to"),
    CONSTRAINT "account_version_no_overlap" EXCLUDE USING gist ("account_id" WITH =, daterange("valid_from", "valid_to", '[)') WITH &&)
);
CREATE INDEX "account_version_site_id_idx" ON "account_version"("site_id");
ALTER TABLE "account_version" ADD CONSTRAINT "account_version_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "account_version" ADD CONSTRAINT "account_version_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "site"("site_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What had no first day has always been there: the earliest day the organisation can be asked for.
INSERT INTO "account_version" ("account_id", "valid_from", "name", "role", "site_id", "disabled")
SELECT "account_id", DATE '1990-01-01', "name", "role", "site_id", "disabled" FROM "account";

DROP INDEX "account_site_id_idx";
ALTER TABLE "account" DROP CONSTRAINT "account_site_id_fkey", DROP CONSTRAINT "account_role_check", DROP CONSTRAINT "account_site_check",
    DROP COLUMN "name", DROP COLUMN "role", DROP COLUMN "site_id", DROP COLUMN "disabled";

-- Who changed a series last, for whoever is second; and a version for templates, which get another name at the desk.

ALTER TABLE "series" ADD COLUMN "changed_by_name" TEXT;
ALTER TABLE "conference_template" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;

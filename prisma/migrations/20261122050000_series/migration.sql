-- Series of conferences, the conferences' places in them, and templates. What differs from the rule is read from the conferences.

CREATE TABLE "series" (
    "series_id" UUID NOT NULL,
    "schedule" JSONB NOT NULL,
    "content" JSONB NOT NULL,
    "days" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "series_pkey" PRIMARY KEY ("series_id")
);

ALTER TABLE "conference" ADD COLUMN "series_id" UUID;
ALTER TABLE "conference" ADD COLUMN "recurrence_id" DATE;
ALTER TABLE "conference" ADD CONSTRAINT "conference_series_check" CHECK (("series_id" IS NULL) = ("recurrence_id" IS NULL));
ALTER TABLE "conference" ADD CONSTRAINT "conference_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("series_id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- One conference for one day of the rule, whoever else plans at the same time.
CREATE UNIQUE INDEX "conference_series_id_recurrence_id_key" ON "conference"("series_id", "recurrence_id");

CREATE TABLE "conference_template" (
    "template_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    CONSTRAINT "conference_template_pkey" PRIMARY KEY ("template_id")
);
CREATE UNIQUE INDEX "conference_template_name_key" ON "conference_template"("name");

-- Papers of a conference: what is read, every version of it, and who opened which. The files themselves lie beside the database,
-- named by the hash of their content.

CREATE TABLE "paper" (
    "paper_id" UUID NOT NULL,
    "conference_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "agenda_title" TEXT,
    "recall_at_close" BOOLEAN NOT NULL DEFAULT true,
    "recalled_at" TIMESTAMPTZ(3),
    "recalled_by_name" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "paper_pkey" PRIMARY KEY ("paper_id"),
    CONSTRAINT "paper_recalled_check" CHECK (("recalled_at" IS NULL) = ("recalled_by_name" IS NULL))
);
CREATE INDEX "paper_conference_id_idx" ON "paper"("conference_id");
ALTER TABLE "paper" ADD CONSTRAINT "paper_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("conference_id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "paper_version" (
    "paper_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "file_hash" TEXT NOT NULL,
    "pdf_hash" TEXT,
    "pdf_size_bytes" INTEGER,
    "reading" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "uploaded_by_id" UUID NOT NULL,
    "uploaded_by_name" TEXT NOT NULL,
    CONSTRAINT "paper_version_pkey" PRIMARY KEY ("paper_id", "number"),
    CONSTRAINT "paper_version_kind_check" CHECK ("kind" IN ('pdf', 'docx', 'xlsx', 'pptx')),
    CONSTRAINT "paper_version_reading_check" CHECK ("reading" IN ('ready', 'converting', 'downloadOnly', 'failed')),
    CONSTRAINT "paper_version_ready_check" CHECK (("reading" = 'ready') = ("pdf_hash" IS NOT NULL AND "pdf_size_bytes" IS NOT NULL)),
    CONSTRAINT "paper_version_hash_check" CHECK ("file_hash" ~ '^[0-9a-f]{64}$' AND ("pdf_hash" IS NULL OR "pdf_hash" ~ '^[0-9a-f]{64}$')),
    CONSTRAINT "paper_version_size_check" CHECK ("number" > 0 AND "size_bytes" > 0)
);
CREATE INDEX "paper_version_uploaded_by_id_idx" ON "paper_version"("uploaded_by_id");
-- What a start must convert again; stays small.
CREATE INDEX "paper_version_converting" ON "paper_version"("uploaded_at") WHERE "reading" = 'converting';
ALTER TABLE "paper_version" ADD CONSTRAINT "paper_version_paper_id_fkey" FOREIGN KEY ("paper_id") REFERENCES "paper"("paper_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "paper_version" ADD CONSTRAINT "paper_version_uploaded_by_id_fkey" FOREIGN KEY ("uploaded_by_id") REFERENCES "account"("account_id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "paper_opening" (
    "opening_id" UUID NOT NULL,
    "paper_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "site_name" TEXT,
    CONSTRAINT "paper_opening_pkey" PRIMARY KEY ("opening_id"),
    CONSTRAINT "paper_opening_purpose_check" CHECK ("purpose" IN ('view', 'download'))
);
CREATE INDEX "paper_opening_paper_id_at_idx" ON "paper_opening"("paper_id", "at");
CREATE INDEX "paper_opening_account_id_idx" ON "paper_opening"("account_id");
ALTER TABLE "paper_opening" ADD CONSTRAINT "paper_opening_paper_id_fkey" FOREIGN KEY ("paper_id") REFERENCES "paper"("paper_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "paper_opening" ADD CONSTRAINT "paper_opening_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("account_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The log of openings is append-only, as the journal is.
CREATE FUNCTION "refuse_paper_opening_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'openings of papers are never changed or removed' USING ERRCODE = 'restrict_violation';
END;
$$;
CREATE TRIGGER "paper_opening_append_only" BEFORE UPDATE OR DELETE ON "paper_opening"
    FOR EACH ROW EXECUTE FUNCTION "refuse_paper_opening_change"();
CREATE TRIGGER "paper_opening_no_truncate" BEFORE TRUNCATE ON "paper_opening" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_paper_opening_change"();

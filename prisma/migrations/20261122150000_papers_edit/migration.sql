-- A paper uploaded by mistake leaves the conference; its row stays, because the log of openings speaks of it.

ALTER TABLE "paper" ADD COLUMN "removed_at" TIMESTAMPTZ(3);
ALTER TABLE "paper" ADD COLUMN "removed_by_name" TEXT;
ALTER TABLE "paper" ADD CONSTRAINT "paper_removed_check" CHECK (("removed_at" IS NULL) = ("removed_by_name" IS NULL));

-- Invitations and answers: the office's letterhead, where letters go, the paper of a conference and its signed copy, what sites answer.

ALTER TABLE "site" ADD COLUMN "email" TEXT;
ALTER TABLE "account" ADD COLUMN "email" TEXT;

CREATE TABLE "office_letterhead" (
    "office" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "office_letterhead_pkey" PRIMARY KEY ("office")
);

-- What signs the links in letters: two random UUIDs are 244 bits from the server's strong source.
INSERT INTO "office_setting" ("key", "value")
    VALUES ('answerLinkKey', to_jsonb(gen_random_uuid()::text || gen_random_uuid()::text));

CREATE TABLE "conference_invitation" (
    "conference_id" UUID NOT NULL,
    "details" JSONB,
    "version" INTEGER NOT NULL DEFAULT 0,
    "next_sequence" INTEGER NOT NULL DEFAULT 0,
    "invited_at" TIMESTAMPTZ(3),
    "announced" JSONB,
    CONSTRAINT "conference_invitation_pkey" PRIMARY KEY ("conference_id")
);
ALTER TABLE "conference_invitation" ADD CONSTRAINT "conference_invitation_conference_id_fkey"
    FOREIGN KEY ("conference_id") REFERENCES "conference"("conference_id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "signed_invitation" (
    "conference_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "uploaded_by_name" TEXT NOT NULL,
    CONSTRAINT "signed_invitation_pkey" PRIMARY KEY ("conference_id")
);
ALTER TABLE "signed_invitation" ADD CONSTRAINT "signed_invitation_conference_id_fkey"
    FOREIGN KEY ("conference_id") REFERENCES "conference"("conference_id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "site_answer" (
    "conference_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "answer" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "delegates" JSONB NOT NULL,
    "head_count" INTEGER NOT NULL DEFAULT 0,
    "consent" TEXT,
    "consent_by_name" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "by_name" TEXT,
    "reminded_at" TIMESTAMPTZ(3),
    CONSTRAINT "site_answer_pkey" PRIMARY KEY ("conference_id", "site_id"),
    CONSTRAINT "site_answer_answer_check" CHECK ("answer" IN ('attending', 'absent', 'substitute')),
    CONSTRAINT "site_answer_consent_check" CHECK (("answer" = 'substitute') = ("consent" IS NOT NULL) AND "consent" IN ('pending', 'agreed', 'refused')),
    CONSTRAINT "site_answer_answered_check" CHECK (("answer" IS NULL) = ("answered_at" IS NULL) AND ("answer" IS NULL) = ("by_name" IS NULL))
);
CREATE INDEX "site_answer_site_id_idx" ON "site_answer"("site_id");
ALTER TABLE "site_answer" ADD CONSTRAINT "site_answer_conference_id_fkey"
    FOREIGN KEY ("conference_id") REFERENCES "conference"("conference_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "site_answer" ADD CONSTRAINT "site_answer_site_id_fkey"
    FOREIGN KEY ("site_id") REFERENCES "site"("site_id") ON DELETE RESTRICT ON UPDATE CASCADE;

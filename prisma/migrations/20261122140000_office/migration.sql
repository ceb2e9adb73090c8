-- The office: the hours it works, units with an address for letters, and papers that are set when the first letter leaves.

INSERT INTO "office_setting" ("key", "value")
    VALUES ('workingHours', '[{"from": "07:00", "to": "11:30"}, {"from": "13:30", "to": "17:00"}]');

ALTER TABLE "unit" ADD COLUMN "email" TEXT;

-- A file that goes with letters is either its bytes or the lines of a paper that is still to be set.
ALTER TABLE "mail_attachment" ALTER COLUMN "content" DROP NOT NULL;
ALTER TABLE "mail_attachment" ADD COLUMN "paper" JSONB;
ALTER TABLE "mail_attachment" ADD CONSTRAINT "mail_attachment_content_check"
    CHECK (("content" IS NULL) <> ("paper" IS NULL));

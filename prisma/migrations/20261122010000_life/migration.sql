-- The life of a conference: more statuses, a history that is never changed, the office's settings, refusals of state-secret content;
-- and the rules of planning as data: rule sets and the table of holidays.

ALTER TABLE "conference" DROP CONSTRAINT "conference_status_check";
ALTER TABLE "conference" ADD CONSTRAINT "conference_status_check"
    CHECK ("status" IN ('draft', 'submitted', 'approved', 'published', 'open', 'closed', 'concluded', 'postponed', 'cancelled'));
-- Why it is cancelled or postponed.
ALTER TABLE "conference" DROP CONSTRAINT "conference_cancel_check";
ALTER TABLE "conference" ADD CONSTRAINT "conference_cancel_check"
    CHECK (("status" IN ('cancelled', 'postponed')) = ("cancel_reason" IS NOT NULL));

CREATE TABLE "life_step" (
    "step_id" UUID NOT NULL,
    "conference_id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID,
    "by_name" TEXT,
    "from_status" TEXT,
    "to_status" TEXT NOT NULL,
    "reason" TEXT,
    "comment" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "life_step_pkey" PRIMARY KEY ("step_id")
);
-- A version is reached by one step.
CREATE UNIQUE INDEX "life_step_conference_id_version_key" ON "life_step"("conference_id", "version");
ALTER TABLE "life_step" ADD CONSTRAINT "life_step_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("conference_id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE FUNCTION "refuse_life_step_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'steps of a conference''s life are never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "life_step_no_update" BEFORE UPDATE ON "life_step" FOR EACH ROW EXECUTE FUNCTION "refuse_life_step_change"();

CREATE TABLE "office_setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "office_setting_pkey" PRIMARY KEY ("key")
);
INSERT INTO "office_setting" ("key", "value") VALUES
    ('approval', '{"publishWithoutApproval": true, "delegateIds": []}'),
    -- The table of holidays has one version; its rows stand in special_day.
    ('holidays', '{}');

CREATE TABLE "state_secret_refusal" (
    "refusal_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID,
    "by_name" TEXT NOT NULL,
    "title_hash" TEXT NOT NULL,
    CONSTRAINT "state_secret_refusal_pkey" PRIMARY KEY ("refusal_id")
);
CREATE INDEX "state_secret_refusal_at_idx" ON "state_secret_refusal"("at");

CREATE TABLE "special_day" (
    "local_date" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "certainty" TEXT NOT NULL,
    CONSTRAINT "special_day_pkey" PRIMARY KEY ("local_date")
);

CREATE TABLE "rule_set" (
    "rule_set_id" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "rule_set_pkey" PRIMARY KEY ("rule_set_id")
);

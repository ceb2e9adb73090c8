-- Mail and webhooks on their way: who gets what, how far it came. Sending is claimed by row, so that nothing leaves twice.

CREATE TABLE "mail_attachment" (
    "attachment_id" UUID NOT NULL,
    "conference_id" UUID,
    "filename" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    CONSTRAINT "mail_attachment_pkey" PRIMARY KEY ("attachment_id")
);
CREATE INDEX "mail_attachment_conference_id_idx" ON "mail_attachment"("conference_id");
ALTER TABLE "mail_attachment" ADD CONSTRAINT "mail_attachment_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("conference_id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "delivery" (
    "delivery_id" UUID NOT NULL,
    "conference_id" UUID,
    "kind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "idempotency_key" TEXT NOT NULL,
    "message_id" TEXT,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "claim_id" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "handed_over_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    CONSTRAINT "delivery_pkey" PRIMARY KEY ("delivery_id"),
    CONSTRAINT "delivery_kind_check" CHECK ("kind" IN ('invitation', 'update', 'cancel', 'reminder')),
    CONSTRAINT "delivery_state_check" CHECK ("state" IN ('queued', 'sending', 'sent', 'failed', 'givenUp')),
    CONSTRAINT "delivery_sent_check" CHECK (("state" = 'sent') = ("sent_at" IS NOT NULL)),
    CONSTRAINT "delivery_claim_check" CHECK ("state" <> 'sending' OR ("claim_id" IS NOT NULL AND "lease_until" IS NOT NULL))
);
CREATE UNIQUE INDEX "delivery_idempotency_key_key" ON "delivery"("idempotency_key");
CREATE INDEX "delivery_conference_id_idx" ON "delivery"("conference_id");
-- What the sweep of every minute looks for; stays small however many letters were ever sent.
CREATE INDEX "delivery_unfinished" ON "delivery"("due_at") WHERE "state" IN ('queued', 'sending');
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("conference_id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "webhook_subscription" (
    "subscription_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "events" JSONB NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "webhook_subscription_pkey" PRIMARY KEY ("subscription_id"),
    CONSTRAINT "webhook_subscription_events_check" CHECK (jsonb_typeof("events") = 'array' AND jsonb_array_length("events") > 0)
);

CREATE TABLE "webhook_delivery" (
    "delivery_id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "results" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "claim_id" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("delivery_id"),
    CONSTRAINT "webhook_delivery_event_check" CHECK ("event" IN ('published', 'changed', 'cancelled', 'concluded')),
    CONSTRAINT "webhook_delivery_state_check" CHECK ("state" IN ('queued', 'sending', 'sent', 'failed', 'givenUp')),
    CONSTRAINT "webhook_delivery_claim_check" CHECK ("state" <> 'sending' OR ("claim_id" IS NOT NULL AND "lease_until" IS NOT NULL))
);
CREATE INDEX "webhook_delivery_subscription_id_created_at_idx" ON "webhook_delivery"("subscription_id", "created_at");
CREATE INDEX "webhook_delivery_unfinished" ON "webhook_delivery"("due_at") WHERE "state" IN ('queued', 'sending');
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "webhook_subscription"("subscription_id") ON DELETE CASCADE ON UPDATE CASCADE;

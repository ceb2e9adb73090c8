-- Webhooks are made at the desk now: which system is called, and who made it. Nothing could make one before.

ALTER TABLE "webhook_subscription" ADD COLUMN "name" TEXT NOT NULL DEFAULT '';
ALTER TABLE "webhook_subscription" ADD COLUMN "created_by_name" TEXT NOT NULL DEFAULT '';
ALTER TABLE "webhook_subscription" ALTER COLUMN "name" DROP DEFAULT;
ALTER TABLE "webhook_subscription" ALTER COLUMN "created_by_name" DROP DEFAULT;

-- Calendar feeds: private addresses that open one read-only calendar. Only the hash of the token is kept.

CREATE TABLE "feed_token" (
    "feed_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_read_at" TIMESTAMPTZ(3),
    CONSTRAINT "feed_token_pkey" PRIMARY KEY ("feed_id")
);
CREATE UNIQUE INDEX "feed_token_token_hash_key" ON "feed_token"("token_hash");
CREATE INDEX "feed_token_account_id_idx" ON "feed_token"("account_id");
ALTER TABLE "feed_token" ADD CONSTRAINT "feed_token_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Access tokens of other systems. Holds the hash of a token, never the token; a revoked one stays as a record.

CREATE TABLE "api_token" (
    "token_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" JSONB NOT NULL,
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    CONSTRAINT "api_token_pkey" PRIMARY KEY ("token_id"),
    CONSTRAINT "api_token_scopes_check" CHECK (jsonb_array_length("scopes") > 0),
    CONSTRAINT "api_token_time_check" CHECK ("created_at" < "expires_at")
);
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");
CREATE INDEX "api_token_account_id_idx" ON "api_token"("account_id");
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("account_id") ON DELETE RESTRICT ON UPDATE CASCADE;

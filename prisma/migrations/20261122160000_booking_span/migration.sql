-- One entry of the constraint's tree for a conference, not one for each of the sixty things it books (ADR 0066). What is refused stays the
-- same, whatever writes the bookings: triggers keep the spans. What the tree costs no longer grows with the sites.

CREATE EXTENSION IF NOT EXISTS "intarray";

-- A small number for each chair, site and device that was ever booked: arrays of numbers can be compared by a tree, identifiers cannot.
CREATE TABLE "booking_key" (
    "resource_id" UUID NOT NULL,
    "key" INTEGER GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT "booking_key_pkey" PRIMARY KEY ("resource_id")
);

CREATE TABLE "booking_span" (
    "span_id" BIGINT GENERATED ALWAYS AS IDENTITY,
    "conference_id" UUID NOT NULL,
    "during" tstzrange NOT NULL,
    "keys" INTEGER[] NOT NULL,
    CONSTRAINT "booking_span_pkey" PRIMARY KEY ("span_id")
);
CREATE INDEX "booking_span_conference_id_idx" ON "booking_span"("conference_id");
ALTER TABLE "booking_span" ADD CONSTRAINT "booking_span_conference_id_fkey" FOREIGN KEY ("conference_id") REFERENCES "conference"("conference_id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "booking_key" ("resource_id") SELECT DISTINCT "resource_id" FROM "booking";
INSERT INTO "booking_span" ("conference_id", "during", "keys")
SELECT b."conference_id", b."during", array_agg(k."key") FROM "booking" b JOIN "booking_key" k USING ("resource_id") GROUP BY 1, 2;

ALTER TABLE "booking" DROP CONSTRAINT "booking_no_overlap";
ALTER TABLE "booking_span" ADD CONSTRAINT "booking_no_overlap" EXCLUDE USING gist ("during" WITH &&, "keys" gist__intbig_ops (siglen = 64) WITH &&);

-- What the conferences whose bookings changed hold now. The lateral keeps the plan from reading all bookings there are.
CREATE FUNCTION keep_booking_spans() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO "booking_key" ("resource_id")
        SELECT DISTINCT t."resource_id" FROM touched t
        WHERE NOT EXISTS (SELECT FROM "booking_key" k WHERE k."resource_id" = t."resource_id")
        ON CONFLICT DO NOTHING;
    END IF;
    IF TG_OP = 'INSERT' THEN
        INSERT INTO "booking_span" ("conference_id", "during", "keys")
        SELECT t."conference_id", t."during", array_agg(k."key") FROM touched t JOIN "booking_key" k USING ("resource_id") GROUP BY 1, 2;
        RETURN NULL;
    END IF;
    DELETE FROM "booking_span" WHERE "conference_id" IN (SELECT "conference_id" FROM touched);
    INSERT INTO "booking_span" ("conference_id", "during", "keys")
    SELECT t."conference_id", b."during", array_agg(k."key")
    FROM (SELECT DISTINCT "conference_id" FROM touched) t
    CROSS JOIN LATERAL (SELECT "resource_id", "during" FROM "booking" WHERE "conference_id" = t."conference_id" OFFSET 0) b
    JOIN "booking_key" k USING ("resource_id")
    GROUP BY 1, 2;
    RETURN NULL;
END
$$;

CREATE TRIGGER "booking_span_inserted" AFTER INSERT ON "booking" REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keep_booking_spans();
CREATE TRIGGER "booking_span_updated" AFTER UPDATE ON "booking" REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keep_booking_spans();
CREATE TRIGGER "booking_span_deleted" AFTER DELETE ON "booking" REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION keep_booking_spans();

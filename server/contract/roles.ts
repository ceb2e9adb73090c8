// Roles of accounts and capacities inside one conference. Browser-safe: no imports.

/** What an account is, everywhere (UI: Quản trị, Thư ký, Chủ trì, Kỹ thuật trực, Điểm cầu, Quan sát viên). */
export const ROLES = ['administrator', 'secretary', 'chair', 'technician', 'site', 'observer'] as const;
export type Role = (typeof ROLES)[number];

/**
 * What an actor is inside one conference; computed by domain/conference/permissions from state and actor.
 * - chair: holds the chair now. coChair: next in the succession. secretary: named secretary of this conference.
 * - technician: any technician account (they serve every conference). site: the account of an admitted site.
 * - observer: may watch. outsider: nothing at all.
 */
export type Capacity = 'chair' | 'coChair' | 'secretary' | 'technician' | 'site' | 'observer' | 'outsider';

// Every maximum once, with unit and reason; used by schemas, interface and database. Browser-safe: no imports.

export const LIMITS = {
  /** characters; two lines on the console's header */
  titleLength: 200,
  /** characters; a paragraph of dictated direction */
  textLength: 2000,
  /** characters; readable on a room's screen from five metres */
  messageLength: 240,
  /** characters; a unit's or a person's full name and title */
  nameLength: 160,
  /** sites in one conference; design size of one machine (design §1) */
  sitesPerConference: 200,
  /** agenda items in one conference; a half-day briefing has about ten */
  agendaItems: 50,
  /** panes on the stage */
  panes: 16,
  /** requests waiting in one queue: at most one a site */
  queueLength: 200,
  /** seconds a speaking limit may last: the half working day of a giao ban */
  speakingLimitSeconds: 14_400,
  /** seconds one extension may add */
  extensionSeconds: 1_800,
  /** hours a conference may be planned for */
  conferenceHours: 24,
  /** sites heard at the same time in discussion mode beside the chair and the floor holder (design §4) */
  loudestSites: 3,
  /** queue places whose picture and sound are prepared on every receiver (design §4) */
  prewarmedSpeakers: 2,
  /** messages kept in live state for late joiners; older ones stay in the journal */
  messagesInState: 20,
  /** bytes of one live message; an SDP-derived RTP description is below 16 kB */
  liveMessageBytes: 65_536,
  /** live commands a connection may send in ten seconds */
  commandsPerTenSeconds: 100,
  /** bytes of the organisation as a workbook: 200 sites and their accounts take 60 kB */
  workbookBytes: 2_097_152,
  /** bytes of one HTTP body */
  httpBodyBytes: 262_144,
  /** days one look at free and busy times covers: two months of weekly briefings */
  availabilityDays: 62,
  /** calendar feeds one account may have: a phone, a desk and some more */
  feedsPerAccount: 10,
  /** bytes of a signed giấy mời: goes with every letter, and common mail servers refuse 25 MB with a third added */
  signedInvitationBytes: 10_485_760,
  /** people a site's answer names */
  delegatesPerSite: 30,
  /** people in one room */
  headCountPerSite: 500,
  /** hours before the start until which sites are asked to answer: one day */
  answerLeadHours: 24,
  /** days after the end that a link in a letter still opens its page */
  answerLinkDays: 2,
  /** seconds a requested close stays confirmable */
  closeConfirmSeconds: 120,
  /** steps of a conference's life answered at most; dozens in practice */
  lifeSteps: 500,
  /** seconds a site may be away without breaking its attendance (domain §3.6) */
  attendanceGapSeconds: 120,
  /** bytes of one paper: a scanned report of some three hundred pages */
  paperBytes: 52_428_800,
  /** bytes of all versions of all papers of one conference */
  papersBytesPerConference: 524_288_000,
  /** papers of one conference: several for each of ten agenda items */
  papersPerConference: 100,
  /** versions of one paper */
  versionsPerPaper: 50,
  /** characters of a file's name */
  fileNameLength: 120,
  /** openings of papers one answer lists, newest first: thirty sites, thirty papers, twice */
  paperOpeningsListed: 2_000,
  /** hours an opened paper may be read before it is opened (and logged) again: the longest conference */
  paperOpeningHours: 24,
} as const;

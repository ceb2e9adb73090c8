// Every error code the service can answer, once: meaning, HTTP status, whether a retry helps, and the words people read.
// Browser-safe: no imports.

interface ErrorMeaning {
  readonly status: number;
  readonly retry: boolean;
  readonly vi: string;
  readonly en: string;
}

export const ERRORS = {
  invalidInput: { status: 400, retry: false, vi: 'Nội dung gửi lên chưa đúng.', en: 'The request is not valid.' },
  tooLarge: { status: 413, retry: false, vi: 'Nội dung gửi lên quá lớn.', en: 'The request is too large.' },
  tooMany: {
    status: 429,
    retry: true,
    vi: 'Thao tác quá nhanh, đề nghị chờ trong giây lát.',
    en: 'Too many requests, please wait a moment.',
  },
  notSignedIn: { status: 401, retry: false, vi: 'Đề nghị đăng nhập.', en: 'Please sign in.' },
  wrongPassword: {
    status: 401,
    retry: false,
    vi: 'Tên đăng nhập hoặc mật khẩu chưa đúng.',
    en: 'Wrong user name or password.',
  },
  lockedOut: {
    status: 423,
    retry: true,
    vi: 'Tài khoản tạm khóa do nhập sai mật khẩu nhiều lần.',
    en: 'The account is locked after repeated wrong passwords.',
  },
  forbidden: {
    status: 403,
    retry: false,
    vi: 'Tài khoản không có quyền thực hiện thao tác này.',
    en: 'This account may not do that.',
  },
  notFound: { status: 404, retry: false, vi: 'Không tìm thấy nội dung yêu cầu.', en: 'Not found.' },
  conflict: {
    status: 409,
    retry: false,
    vi: 'Nội dung vừa được người khác thay đổi.',
    en: 'Somebody else changed this meanwhile.',
  },
  bookingClash: { status: 409, retry: false, vi: 'Trùng lịch.', en: 'Double booking.' },
  alreadyExists: { status: 409, retry: false, vi: 'Đã có trong hệ thống.', en: 'It already exists.' },
  wrongState: {
    status: 409,
    retry: false,
    vi: 'Trạng thái hiện tại chưa cho phép thao tác này.',
    en: 'Not possible in the present state.',
  },
  stateSecret: {
    status: 422,
    retry: false,
    vi: 'Hệ thống chưa được phép phục vụ cuộc họp có nội dung bí mật nhà nước. Đề nghị tổ chức theo quy định về bảo vệ bí mật nhà nước.',
    en: 'This service may not be used for meetings with state-secret content. Please hold it under the rules for the protection of state secrets.',
  },
  conferenceNotOpen: {
    status: 409,
    retry: true,
    vi: 'Phiên họp chưa bắt đầu hoặc đã kết thúc.',
    en: 'The conference is not open.',
  },
  siteNotInConference: {
    status: 404,
    retry: false,
    vi: 'Điểm cầu không thuộc phiên họp này.',
    en: 'The site is not part of this conference.',
  },
  siteNotAdmitted: {
    status: 409,
    retry: true,
    vi: 'Điểm cầu chưa được mời vào họp.',
    en: 'The site has not been admitted.',
  },
  siteOffline: {
    status: 409,
    retry: true,
    vi: 'Điểm cầu tạm mất kết nối, hệ thống đang nối lại.',
    en: 'The site is disconnected; the service is reconnecting it.',
  },
  alreadyInQueue: {
    status: 409,
    retry: false,
    vi: 'Điểm cầu đã đăng ký phát biểu.',
    en: 'The site has already asked for the floor.',
  },
  notInQueue: {
    status: 409,
    retry: false,
    vi: 'Đăng ký phát biểu không còn trong danh sách.',
    en: 'The floor request is no longer in the queue.',
  },
  floorHeld: { status: 409, retry: true, vi: 'Đang có điểm cầu phát biểu.', en: 'Another site has the floor.' },
  floorFree: { status: 409, retry: false, vi: 'Hiện không có điểm cầu phát biểu.', en: 'Nobody has the floor.' },
  alreadySpeaking: { status: 409, retry: false, vi: 'Điểm cầu đang phát biểu.', en: 'The site already has the floor.' },
  chairExempt: { status: 409, retry: false, vi: 'Không tắt tiếng người chủ trì.', en: 'The chair is never muted.' },
  modeForbids: {
    status: 409,
    retry: false,
    vi: 'Hình thức điều hành hiện tại không cho phép thao tác này.',
    en: 'The present mode does not allow that.',
  },
  contentTaken: {
    status: 409,
    retry: true,
    vi: 'Đang có điểm cầu khác trình chiếu.',
    en: 'Another site is presenting.',
  },
  closeNotRequested: {
    status: 409,
    retry: true,
    vi: 'Đề nghị bấm Kết thúc phiên họp trước khi xác nhận.',
    en: 'Ask to close before confirming.',
  },
  mediaUnavailable: {
    status: 503,
    retry: true,
    vi: 'Hệ thống hình và tiếng đang khởi động lại.',
    en: 'The media service is restarting.',
  },
  protocol: { status: 400, retry: false, vi: 'Thông điệp không đúng trình tự.', en: 'Message out of order.' },
  unavailable: {
    status: 503,
    retry: true,
    vi: 'Hệ thống đang bận, đang tự khắc phục.',
    en: 'The service is busy and recovering.',
  },
  internal: {
    status: 500,
    retry: true,
    vi: 'Hệ thống gặp sự cố, đã được ghi lại.',
    en: 'Something went wrong and has been logged.',
  },
} as const satisfies Record<string, ErrorMeaning>;

export type ErrorCode = keyof typeof ERRORS;

/** What every refusal looks like on every door. `details` is code-specific plain data (e.g. zod issues, clashes). */
export interface ErrorAnswer {
  readonly code: ErrorCode;
  /** Vietnamese; the interface shows its own text for the code and falls back to this. */
  readonly message: string;
  readonly details?: unknown;
}

/** Every acknowledgement on the live door. */
export type Ack<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: ErrorAnswer };

// What the secretary reads beside a letter that did not simply arrive. No imports: store and jobs both say it.

export const INTERRUPTED = 'Dịch vụ dừng giữa chừng khi đang gửi; sẽ gửi lại.';
export const IN_DOUBT =
  'Kết nối đứt sau khi đã chuyển thư cho máy chủ thư, chưa rõ thư đã đến nơi hay chưa. Đề nghị kiểm tra với người nhận rồi chọn gửi lại.';
export const NO_ATTEMPTS_LEFT = 'Đã gửi lại nhiều lần nhưng chưa được.';

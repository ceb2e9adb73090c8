/**
 * The sheets and columns of the organisation's workbook: headings, the words of each closed list, and how a cell
 * becomes a field and back. Owns the table both directions share; never opens a file.
 */
import type { z } from 'zod';
import {
  organisationAccountRowSchema,
  organisationSiteRowSchema,
  organisationUnitRowSchema,
} from '../contract/records.ts';

/** text: as written. code: text too, numbers accepted. number: a number or digits. choice: one of the words. */
export type ColumnKind = 'text' | 'number' | 'choice';

export interface Column {
  readonly field: string;
  readonly heading: string;
  readonly kind: ColumnKind;
  readonly isRequired: boolean;
  /** A workbook without it is read, and what it would say stays as it is: the column came later. */
  readonly mayBeMissing?: boolean;
  /** Word in the sheet → value in the row. */
  readonly words?: Readonly<Record<string, string | boolean>>;
  /** Width in characters. */
  readonly width: number;
}

export interface SheetShape {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly schema: z.ZodType;
}

const YES_NO = { Có: true, Không: false } as const;
const LEVELS = {
  Tỉnh: 'province',
  'Sở, ngành': 'department',
  'Cấp huyện': 'district',
  'Xã, phường': 'commune',
  Khác: 'other',
} as const;
const GRADES = { 'Chính thức': 'official', 'Ước tính': 'estimate' } as const;
const DEVICES = { 'Phòng họp': 'room', 'Cá nhân': 'personal' } as const;
const ROLE_WORDS = {
  'Quản trị': 'administrator',
  'Thư ký': 'secretary',
  'Chủ trì': 'chair',
  'Kỹ thuật trực': 'technician',
  'Điểm cầu': 'site',
  'Quan sát viên': 'observer',
} as const;

const required = true;
const optional = false;
const EMAIL: Column = { ...column('email', 'Địa chỉ thư', 'text', optional, 32), mayBeMissing: true };

export const UNIT_SHEET: SheetShape = {
  name: 'Đơn vị',
  schema: organisationUnitRowSchema,
  columns: [
    column('code', 'Mã đơn vị', 'text', required, 24),
    column('name', 'Tên đơn vị', 'text', required, 44),
    column('shortName', 'Tên gọi tắt', 'text', required, 24),
    choice('level', 'Cấp', LEVELS, required),
    column('parentCode', 'Mã đơn vị cấp trên', 'text', optional, 24),
    column('order', 'Thứ tự hiển thị', 'number', required, 16),
    column('distanceKm', 'Khoảng cách (km)', 'number', optional, 16),
    choice('distanceGrade', 'Nguồn khoảng cách', GRADES, optional),
    EMAIL,
  ],
};

export const SITE_SHEET: SheetShape = {
  name: 'Điểm cầu',
  schema: organisationSiteRowSchema,
  columns: [
    column('code', 'Mã điểm cầu', 'text', required, 24),
    column('unitCode', 'Mã đơn vị', 'text', required, 24),
    column('name', 'Tên điểm cầu', 'text', required, 44),
    column('shortName', 'Tên gọi tắt', 'text', required, 24),
    column('order', 'Thứ tự hiển thị', 'number', required, 16),
    choice('isHub', 'Điểm cầu trung tâm', YES_NO, required),
    choice('deviceClass', 'Thiết bị', DEVICES, required),
    column('linkDownKbps', 'Đường truyền xuống (kbps)', 'number', required, 24),
    column('linkUpKbps', 'Đường truyền lên (kbps)', 'number', required, 24),
    column('backupPhone', 'Điện thoại dự phòng', 'text', optional, 20),
    EMAIL,
  ],
};

export const ACCOUNT_SHEET: SheetShape = {
  name: 'Tài khoản',
  schema: organisationAccountRowSchema,
  columns: [
    column('username', 'Tên đăng nhập', 'text', required, 24),
    column('name', 'Họ tên, chức vụ', 'text', required, 44),
    choice('role', 'Vai trò', ROLE_WORDS, required),
    column('siteCode', 'Mã điểm cầu', 'text', optional, 24),
    EMAIL,
    choice('disabled', 'Ngừng sử dụng', YES_NO, required),
  ],
};

export const ORGANISATION_SHEETS = [UNIT_SHEET, SITE_SHEET, ACCOUNT_SHEET] as const;

function column(field: string, heading: string, kind: ColumnKind, isRequired: boolean, width: number): Column {
  return { field, heading, kind, isRequired, width };
}

function choice(field: string, heading: string, words: Column['words'], isRequired: boolean): Column {
  return { field, heading, kind: 'choice', isRequired, width: 20, ...(words === undefined ? {} : { words }) };
}

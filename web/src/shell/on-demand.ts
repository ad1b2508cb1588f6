// What the header's sheets and the presenter are made of: loaded when one of them is first asked for.
export { Presenter } from './present/presenter.ts';
export { qrCode } from './present/qr.ts';
export { Files } from './take/files.ts';
export { keySheet } from './ui/key-sheet.ts';

import { piiDefinition } from './kind.ts';

/** Detectors of the family that have a form of their own and no data beside it. */

export const EMAIL = piiDefinition({
  id: 'email',
  placeholder: 'EMAIL_ADDRESS',
  title: 'an e-mail address',
  match: ['write to jane.roe+news@mail.example.co.uk.', 'mailto:j.roe@firma.example', '"from":"jürgen@müller.example"'],
  noMatch: [
    'git clone git@code.example.org:team/app.git',
    'npm i lodash@4.17.21 @types/node@24',
    '@app.route("/x") icon@2x.png',
    'ssh -i key deploy@host.example.net uptime',
    'postgres://app:pw@db.example.net/x',
    'mail noreply@firma.example or user@example.com',
  ],
});

export const PHONE = piiDefinition({
  id: 'phone',
  placeholder: 'PHONE_NUMBER',
  title: 'a phone number',
  match: [
    'call +44 20 7946 0958',
    '(212) 555-0142 x23',
    'Mobil: 0170 1234567',
    'tel:+12125550142',
    '00 44 20 7946 0958',
    'fax 555 0142',
  ],
  noMatch: [
    'order 2125550142',
    '2024-01-15 10:20:30',
    '192.168.100.200',
    '12.3456789',
    'build 20240115123456',
    'id 5550142',
  ],
});

export const CARD = piiDefinition({
  id: 'credit-card',
  placeholder: 'CREDIT_CARD',
  title: 'a payment card',
  match: ['4111 1111 1111 1111', 'card 378282246310005', '6011-1111-1111-1117', 'Visa: 4222222222222'],
  noMatch: ['4111 1111 1111 1112', 'order 4111111111111111', '41111111111111111111111', '0000 0000 0000 0000'],
});

export const IBAN = piiDefinition({
  id: 'iban',
  placeholder: 'IBAN_CODE',
  title: 'a bank account (IBAN)',
  match: ['DE89 3704 0044 0532 0130 00', 'IBAN:GB82WEST12345698765432'],
  noMatch: ['DE89 3704 0044 0532 0130 01', 'GB82WEST1234569876543', 'XX89370400440532013000'],
});

export const IP_ADDRESS = piiDefinition({
  id: 'ip-address',
  placeholder: 'IP_ADDRESS',
  title: 'the network address of a connection',
  match: ['client 203.0.113.77 connected', 'from [2001:db8:85a3::8a2e:370:7334]:443', 'client IP: 192.168.1.20'],
  noMatch: [
    'version 10.2.3.4',
    '127.0.0.1:8080',
    'gateway 192.168.1.20',
    'fe80::1',
    '1.2.3.4.5',
    '300.1.1.1',
    'std::cout 10:20:30',
  ],
});

export const MAC_ADDRESS = piiDefinition({
  id: 'mac-address',
  placeholder: 'MAC_ADDRESS',
  title: 'the hardware address of a device',
  match: ['link/ether 00:1a:2b:3c:4d:5e brd', 'MAC 00-1A-2B-3C-4D-5E', '001a.2b3c.4d5e'],
  noMatch: ['00:00:00:00:00:00', '00:1a:2b:3c:4d', '10:20:30', '00:1a:2b:3c:4d:5e:6f'],
});

export const CRYPTO = piiDefinition({
  id: 'crypto-wallet',
  placeholder: 'CRYPTO',
  title: 'a wallet of a cryptocurrency',
  match: [
    'BTC 1BoatSLRHtKNngkdXEeobR76b53LETtpyT',
    'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    'eth 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  ],
  noMatch: [
    '1BoatSLRHtKNngkdXEeobR76b53LETtpyU',
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD',
    'sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709',
  ],
});

export const BIRTH_DATE = piiDefinition({
  id: 'birth-date',
  placeholder: 'DATE_OF_BIRTH',
  title: 'a date of birth',
  match: ['DOB: 01/02/1980', 'born on 2 January 1980', 'Geburtsdatum: 01.02.1980', 'birthday January 2, 1980'],
  noMatch: ['released on 2 January 1980', 'DOB: 99/99/1980', '2024-01-15'],
});

export const POSTAL_ADDRESS = piiDefinition({
  id: 'postal-address',
  placeholder: 'LOCATION',
  title: 'a postal address',
  match: ['lives at 123 Example Street, Springfield, IL 62704', 'Musterstraße 12, 12345 Musterstadt'],
  noMatch: ['IL 62704', 'error IN 12345', 'Chapter 12, 12345 Words', '10 Items In Stock, SKU 12345'],
});

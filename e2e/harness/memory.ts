import { readFileSync } from 'node:fs';

/** Memory that a process holds now, in mebibytes. */
export function residentMiB(pid: number): number {
  const kilobytes = /^VmRSS:\s+(?<amount>\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.groups?.[
    'amount'
  ];
  return Number(kilobytes) / 1024;
}

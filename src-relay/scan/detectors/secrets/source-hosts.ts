import { secretKinds } from './kind.ts';
import { alnum, hex, lower, urlSafe } from './samples.ts';

const GITLAB_PREFIXES = [
  'glpat',
  'gldt',
  'glft',
  'glrt',
  'glrtr',
  'glsoat',
  'glffct',
  'glcbt',
  'glimt',
  'glagent',
  'gloas',
  'glwt',
];

/** Hosts of source code, and what searches and builds it there. */
export const SOURCE_HOST_KINDS = secretKinds([
  {
    id: 'gitlab-token',
    title: 'GitLab token',
    keywords: GITLAB_PREFIXES.map((prefix) => `${prefix}-`),
    form:
      'gl(?:pat|rtr?)-[A-Za-z0-9_-]{20,300}\\.[a-z0-9]{2}\\.[a-z0-9]{7,9}|gl(?:pat|rtr?)-(?:t\\d_)?[A-Za-z0-9_-]{27}\\.[a-z0-9]{9}|' +
      'gl(?:pat|dt|ft|rtr?|soat|ffct|wt)-(?:t\\d_)?[A-Za-z0-9_-]{20,50}(?!-)|glcbt-(?:[A-Za-z0-9]{1,5}_)?[A-Za-z0-9_-]{20}|' +
      'glimt-[A-Za-z0-9_-]{25}(?!-)|glagent-[A-Za-z0-9_-]{50,400}|gloas-[A-Za-z0-9_-]{64}(?!-)',
    longest: 420,
    match: [`token: glpat-${alnum(20)}`, `glrt-t1_${alnum(27)}.${lower(9)}`, `gloas-${hex(64)}`],
    noMatch: ['glpat-your-token', 'glft-is-a-prefix'],
  },
  {
    id: 'gitlab-runner-registration-token',
    title: 'GitLab runner registration token',
    keywords: ['gr1348941'],
    form: 'GR1348941[A-Za-z0-9_-]{20,50}',
    longest: 60,
    match: [`GR1348941${urlSafe(20)}`],
  },
  {
    id: 'gitlab-trigger-token',
    title: 'GitLab pipeline trigger token',
    keywords: ['glptt-'],
    form: 'glptt-(?:[0-9a-f]{40}|[A-Za-z0-9_-]{40})',
    longest: 46,
    match: [`glptt-${hex(40)}`],
  },
  {
    id: 'gitlab-feed-token',
    title: 'GitLab feed token',
    keywords: ['feed_token='],
    form: 'feed_token=(?<secret>[A-Za-z0-9_-]{20})',
    longest: 31,
    match: [`https://gitlab.example/x.atom?feed_token=${alnum(20)}`],
  },
  {
    id: 'bitbucket-app-password',
    title: 'Bitbucket app password',
    keywords: ['atbb'],
    form: 'ATBB[A-Za-z0-9]{24,40}',
    longest: 44,
    match: [`ATBB${alnum(32)}`],
  },
  {
    id: 'bitbucket-server-token',
    title: 'Bitbucket Data Center access token',
    keywords: ['bbdc-'],
    form: 'BBDC-[A-Za-z0-9+/@_-]{40,50}',
    longest: 57,
    match: [`BBDC-${alnum(44)}`],
  },
  {
    id: 'bitbucket-access-token',
    title: 'Bitbucket or Atlassian access token',
    keywords: ['atctt3'],
    form: 'ATCTT3[A-Za-z0-9_=-]{80,260}',
    longest: 270,
    match: [`ATCTT3xFfGN0${urlSafe(150)}=${hex(8)}`],
  },
  {
    id: 'atlassian-api-token',
    title: 'Atlassian API token',
    keywords: ['atatt3'],
    form: 'ATATT3[A-Za-z0-9_=-]{80,260}',
    longest: 270,
    match: [`ATATT3xFfGF0${urlSafe(160)}=${hex(8)}`],
  },
  {
    id: 'sourcegraph-token',
    title: 'Sourcegraph access token',
    keywords: ['sgp_', 'slk_'],
    form: 'sgp_(?:(?:[0-9a-f]{16}|local)_)?[0-9a-f]{40}|slk_[0-9a-f]{64}',
    flags: 'i',
    longest: 70,
    match: [`sgp_${hex(16)}_${hex(40)}`, `sgp_${hex(40)}`],
  },
  {
    id: 'gitea-actions-token',
    title: 'Gitea or Forgejo token',
    keywords: ['gitea_token', 'gitea-token', 'forgejo_token', 'codeberg_token'],
    form: '(?:gitea|forgejo|codeberg)[_-]token["\'`]{0,2}\\s{0,4}[=:]{1,2}\\s{0,4}["\'`]{0,2}(?<secret>[0-9a-f]{40})',
    flags: 'i',
    longest: 80,
    match: [`GITEA_TOKEN=${hex(40)}`],
  },
  {
    id: 'azure-devops-token',
    title: 'Azure DevOps personal access token',
    keywords: ['azdo'],
    form: '[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}',
    longest: 84,
    lead: 76,
    match: [`${alnum(76)}AZDO${alnum(4)}`],
  },
  {
    id: 'codecov-token',
    title: 'Codecov upload token',
    keywords: ['codecov_token'],
    form:
      'codecov_token["\'`]{0,2}\\s{0,4}[=:]{1,2}>?\\s{0,4}["\'`]{0,2}' +
      '(?<secret>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})',
    flags: 'i',
    longest: 70,
    match: [`CODECOV_TOKEN: ${[hex(8), hex(4), hex(4), hex(4), hex(12)].join('-')}`],
  },
  {
    id: 'github-oauth-client-secret',
    title: 'GitHub client secret',
    keywords: ['github_client_secret', 'github_secret', 'github_webhook_secret'],
    form: 'github_(?:client_|webhook_)?secret["\'`]{0,2}\\s{0,4}[=:]{1,2}>?\\s{0,4}["\'`]{0,2}(?<secret>[0-9a-f]{40})',
    flags: 'i',
    longest: 85,
    match: [`GITHUB_CLIENT_SECRET=${hex(40)}`],
  },
]);

import { secretKinds } from './kind.ts';
import { alnum, base32, base64, lower, urlSafe, uuid } from './samples.ts';

// A name, an optional quote, what assigns, an optional quote: between the name of a setting and its value.
const IS = '["\'`\\]]{0,2}\\s{0,4}(?:=>|:=|\\?=|==|[=:,])?\\s{0,4}["\'`]{0,3}';

/** The large clouds. */
export const CLOUD_KINDS = secretKinds([
  {
    id: 'aws-secret-key',
    title: 'AWS secret access key',
    keywords: [
      'aws_secret',
      'secret_access_key',
      'secretaccesskey',
      'awssecret',
      'aws_sec',
      'aws secret',
      'secretkey',
      'aws_key',
    ],
    form: `(?:aws_?(?:secret|sec|key)[a-z_]{0,20}|aws secret(?: access)?(?: key)?|secret_?access_?key|secretkey)${IS}(?:is )?(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])`,
    flags: 'i',
    longest: 90,
    lead: 8,
    match: [`aws_secret_access_key = ${base64(40)}`, `"SecretAccessKey": "${base64(40, 11)}"`],
    noMatch: [`AWS_SECRET_ACCESS_KEY=${base64(30)}EXAMPLEKEY`],
  },
  {
    id: 'aws-secret-key-beside-id',
    title: 'AWS secret access key',
    placeholder: 'AWS_SECRET_KEY',
    keywords: ['akia', 'asia'],
    form:
      '(?:AKIA|ASIA)[A-Z2-7]{16}["\'`]?[\\s,;:|]{1,8}(?:[\\w ."\'`-]{0,40}[=:]\\s{0,4}["\'`]?|["\'`]?)' +
      '(?<secret>(?=[A-Za-z/+]{0,39}\\d)(?=[a-z0-9/+]{0,39}[A-Z])[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])',
    longest: 125,
    match: [`AKIA${base32(16)},${base64(40, 12)}`, `AKIA${base32(16)}\n${base64(40, 13)}`],
  },
  {
    id: 'aws-session-token',
    title: 'AWS session token',
    keywords: ['session_token', 'sessiontoken', 'security-token', 'security_token'],
    form: `(?:session_?token|security[_-]token)${IS}(?<secret>[A-Za-z0-9/+=%]{100,2000})`,
    flags: 'i',
    longest: 2100,
    match: [`aws_session_token=IQoJb3JpZ2luX2Vj${base64(300)}`],
  },
  {
    id: 'aws-bedrock-key',
    title: 'AWS Bedrock API key',
    keywords: ['absk', 'bedrock-api-key-'],
    form: 'ABSK[A-Za-z0-9+/]{80,280}={0,2}|bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/_=-]{0,1200}',
    longest: 1220,
    match: [`ABSK${base64(128)}=`, `bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t${base64(60)}`],
  },
  {
    id: 'aws-mws-token',
    title: 'Amazon MWS token',
    keywords: ['amzn.mws.'],
    form: 'amzn\\.mws\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    flags: 'i',
    longest: 45,
    match: [`amzn.mws.${uuid()}`],
  },
  {
    id: 'gcp-oauth-client-secret',
    title: 'Google OAuth client secret',
    keywords: ['gocspx-'],
    form: 'GOCSPX-[A-Za-z0-9_-]{28}',
    longest: 35,
    match: [`client_secret: GOCSPX-${urlSafe(28)}`],
  },
  {
    id: 'gcp-oauth-token',
    title: 'Google OAuth access token',
    keywords: ['ya29.'],
    form: 'ya29\\.[A-Za-z0-9_-]{20,1200}(?:\\.[A-Za-z0-9_-]{20,400})?',
    longest: 1620,
    match: [`Bearer ya29.${urlSafe(160)}`],
  },
  {
    id: 'gcp-refresh-token',
    title: 'Google OAuth refresh token',
    keywords: ['1//0'],
    form: '1//0[A-Za-z0-9_-]{40,110}',
    longest: 120,
    match: [`refresh_token=1//0${urlSafe(60)}`],
  },
  {
    id: 'azure-storage-key',
    title: 'Azure storage or Cosmos DB key',
    keywords: ['accountkey', 'account_key', 'storage_key', 'storagekey', 'account-key', '+ast', 'acdb'],
    form:
      '(?:(?:account|storage)[_-]?key(?:\\s{0,4}[=:]{1,2}\\s{0,4}|["\'`]\\s{0,4}[:,]\\s{0,4})["\'`]{0,2})(?<secret>[A-Za-z0-9+/]{86}==)|' +
      '(?<key>[A-Za-z0-9+/]{76}(?:\\+ASt|ACDb)[A-Za-z0-9+/]{5}[AQgw]==)',
    flags: 'i',
    longest: 125,
    lead: 80,
    match: [`AccountName=acct;AccountKey=${base64(86)}==;`, `AZURE_STORAGE_KEY="${base64(86, 14)}=="`],
  },
  {
    id: 'azure-shared-access-key',
    title: 'Azure shared access key',
    keywords: ['sharedaccesskey=', 'sharedsecret='],
    form: 'Shared(?:AccessKey|Secret)=(?<secret>[A-Za-z0-9+/]{43}=)',
    flags: 'i',
    longest: 62,
    match: [`SharedAccessKeyName=Root;SharedAccessKey=${base64(43)}=;EntityPath=x`],
  },
  {
    id: 'azure-sas-signature',
    title: 'Azure shared access signature',
    keywords: ['&sig=', '?sig=', 'amp;sig=', 'sharedaccesssignature'],
    form: '(?<=[?&;]sig=)[A-Za-z0-9%+/_-]{40,90}(?:=|%3D)?',
    flags: 'i',
    longest: 120,
    match: [`https://acme.blob.core.windows.net/c?sv=2024-11-04&se=2026-01-01&sig=${alnum(43)}%3D`],
  },
  {
    id: 'azure-service-key',
    title: 'Azure service key',
    keywords: ['azse', 'azca', 'azfu', '+acr', 'apim', 'azeg', 'aiot', '+asb', '+aeh', '+arm', '+aba', 'jqqj9'],
    form:
      '[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}|[A-Za-z0-9]{33}AzCa[A-P][A-Za-z0-9]{5}=|' +
      '[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{5}[AQgw]==|[A-Za-z0-9+/]{42}\\+ACR[A-D][A-Za-z0-9]{5}|' +
      '[A-Za-z0-9+/]{76}(?:APIM|\\+ABa)[A-Za-z0-9+/]{5}[AQgw]==|' +
      '[A-Za-z0-9+/]{33}(?:AZEG|AIoT|\\+ASb|\\+AEh|\\+ARm)[A-P][A-Za-z0-9+/]{5}=|' +
      '[A-Za-z0-9]{52}JQQJ9[9DH][A-Z][A-L][A-Za-z0-9]{24}(?:[A-Za-z0-9]{2}==)?',
    longest: 95,
    lead: 78,
    match: [`${alnum(42)}AzSeB${alnum(5)}`, `${alnum(33)}AzCaC${alnum(5)}=`, `${alnum(52)}JQQJ99BA${alnum(24)}`],
  },
  {
    id: 'alibaba-access-key-id',
    title: 'Alibaba Cloud access key id',
    keywords: ['ltai'],
    form: 'LTAI(?=[A-Za-z]{0,24}\\d)[A-Za-z0-9]{12,26}',
    longest: 30,
    match: [`LTAI5t${alnum(18)}`],
    noMatch: ['LTAInternational'],
  },
  {
    id: 'alibaba-secret-key',
    title: 'Alibaba Cloud secret key',
    keywords: ['ltai'],
    form: 'LTAI[A-Za-z0-9]{12,26}["\'`]?[\\s,;:|]{1,8}(?:[\\w ."\'`-]{0,40}[=:]\\s{0,4}["\'`]?|["\'`]?)(?<secret>(?=[A-Za-z]{0,29}\\d)[A-Za-z0-9]{30})',
    longest: 120,
    match: [`LTAI5t${alnum(18)} ${alnum(30)}`],
  },
  {
    id: 'docker-swarm-token',
    title: 'Docker Swarm join token',
    keywords: ['swmtkn-'],
    form: 'SWMTKN-\\d-[a-z0-9]{50}-[a-z0-9]{25}',
    longest: 90,
    match: [`SWMTKN-1-${lower(50)}-${lower(25)}`],
  },
  {
    id: 'tencent-secret-id',
    title: 'Tencent Cloud secret id',
    keywords: ['akid'],
    form: 'AKID[A-Za-z0-9]{32}',
    longest: 36,
    match: [`AKID${alnum(32)}`],
  },
  {
    id: 'volcengine-access-key',
    title: 'Volcengine access key',
    keywords: ['aklt'],
    form: 'AKLT[A-Za-z0-9]{40,60}',
    longest: 64,
    match: [`AKLT${alnum(44)}`],
  },
  {
    id: 'ibm-cloud-key',
    title: 'IBM Cloud API key',
    keywords: ['ibm_cloud', 'ibmcloud', 'ibm_api', 'ibm-cloud', 'bluemix'],
    form: `(?:ibm[_-]?cloud|ibm|bluemix)[_-]?(?:api)?[_-]?(?:key|token)${IS}(?<secret>[A-Za-z0-9_-]{42,44})`,
    flags: 'i',
    longest: 90,
    lead: 2,
    match: [`IBM_CLOUD_API_KEY=${urlSafe(44)}`],
  },
  {
    id: 'yandex-cloud-key',
    title: 'Yandex Cloud key',
    keywords: ['aqvn', 't1.', 'y0_', 'ycaj', 'yco', 'ycn', 'ycm'],
    form:
      'AQVN[A-Za-z0-9_-]{35,38}|t1\\.[A-Z0-9a-z_-]{10,200}=?\\.?[A-Z0-9a-z_.-]{0,200}=?\\.[A-Za-z0-9_-]{86}={0,2}|' +
      'y0_[A-Za-z0-9_-]{50,60}|YCA[A-Za-z0-9_-]{22}|YC[A-Za-z0-9_-]{38}',
    longest: 500,
    match: [`AQVN${urlSafe(36)}`, `t1.${urlSafe(30)}.${urlSafe(86)}==`, `y0_AgAAAA${urlSafe(50)}`],
  },
]);

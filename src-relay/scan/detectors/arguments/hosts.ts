// Facts about hosts that everybody can look up: who gives names and space away to anyone, and whom developers install from.

const suffixes = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Names for changing addresses, free subdomains, tunnels to somebody's machine. */
const ANYBODYS = suffixes(`
  duckdns.org no-ip.org no-ip.biz no-ip.info noip.me ddns.net hopto.org zapto.org sytes.net servebeer.com serveftp.com serveo.net
  myftp.org myftp.biz myvnc.com redirectme.net dynu.net dynu.com dyndns.org dyndns.info afraid.org mooo.com chickenkiller.com
  strangled.net crabdance.com us.to 3utilities.com bounceme.net freedynamicdns.net freedynamicdns.org gotdns.ch onthewifi.com
  ngrok.io ngrok.app ngrok-free.app ngrok-free.dev ngrok.dev trycloudflare.com loca.lt localtunnel.me localhost.run lhr.life
  pagekite.me telebit.io localto.net playit.gg bore.pub portmap.io portmap.host 000webhostapp.com byethost.com
  ddnsfree.com kozow.com gleeze.com accesscam.org casacam.net theworkpc.com giize.com ooguy.com webredirect.org ydns.eu
  dynv6.net duia.eu nsupdate.info 3322.org f3322.net f3322.org 8866.org gnway.net vicp.net xicp.net oicp.net onion.to onion.ws tor2web.org
`);

/** Where anybody leaves text or files, or collects what is sent to an address. */
const DROPS = suffixes(`
  pastebin.com paste.ee paste.rs hastebin.com rentry.co rentry.org ghostbin.com dpaste.com dpaste.org controlc.com ix.io sprunge.us
  termbin.com 0x0.st transfer.sh file.io temp.sh anonfiles.com gofile.io bashupload.com catbox.moe filebin.net oshi.at bayfiles.com
  tmpfiles.org uguu.se pixeldrain.com cdn.discordapp.com pst.klgrth.io
  webhook.site webhook-test.com requestbin.com requestbin.net requestcatcher.com hookbin.com beeceptor.com pipedream.net m.pipedream.net
  requestinspector.com requestrepo.com postb.in ptsv2.com ptsv3.com mockbin.org webhookinbox.com typedwebhook.tools
  interact.sh oast.fun oast.live oast.me oast.online oast.pro oast.site oastify.com burpcollaborator.net canarytokens.com canarytokens.org
  dnslog.cn ceye.io bxss.me xss.ht dnsbin.zhack.ca r87.me tukaani.net eyes.sh log.xn--9tr.com grabify.link iplogger.org iplogger.com iplogger.co 2no.co yip.su
`);

/** Top-level domains that are given away or sold for pennies, and lead the lists of abused names year after year. */
const CHEAP = suffixes(`
  tk ml ga cf gq top xyz club work click link loan win bid date review stream download racing party science trade accountant
  cricket faith men gdn icu cyou cfd sbs buzz rest monster quest bond cam surf uno hair beauty makeup lol mom bar pw cc su zip mov
  site online space website fun host press tech store shop live best fit ooo vip wang kim rocks lat pics autos boats homes yachts
  support country stream gratis my.id in.net web.id biz.id co.in
`);

/** Whom developers install from; also code hosts, distributions and clouds whose own names these are. */
const TRUSTED = suffixes(`
  github.com githubusercontent.com github.io gitlab.com bitbucket.org codeberg.org sourceforge.net launchpad.net sr.ht
  npmjs.org npmjs.com yarnpkg.com nodejs.org nodesource.com deno.land deno.com bun.sh pnpm.io python.org pypa.io pypi.org pythonhosted.org
  astral.sh install.python-poetry.org pyenv.run anaconda.com conda.io continuum.io rustup.rs rust-lang.org crates.io static.crates.io
  golang.org go.dev ruby-lang.org rubygems.org rvm.io get.rvm.io php.net getcomposer.org packagist.org java.com oracle.com openjdk.org
  adoptium.net sdkman.io gradle.org apache.org maven.org haskell.org haskellstack.org opam.ocaml.org nixos.org brew.sh docker.com
  docker.io k8s.io kubernetes.io helm.sh get.helm.sh k3s.io rancher.com rancher.io rke2.io istio.io hashicorp.com terraform.io pulumi.com
  chocolatey.org scoop.sh microsoft.com windows.net azure.com aka.ms visualstudio.com nuget.org dot.net powershellgallery.com
  google.com googleapis.com gstatic.com goog android.com chromium.org amazonaws.com amazonaws.com.cn aws.com amazon.com cloudflare.com cloud.google.com
  debian.org ubuntu.com canonical.com fedoraproject.org redhat.com centos.org archlinux.org alpinelinux.org opensuse.org gentoo.org
  freebsd.org openbsd.org kernel.org gnu.org mozilla.org tailscale.com elastic.co mongodb.org postgresql.org mysql.com redis.io
  grafana.com netdata.cloud datadoghq.com sentry.io sentry.dev vercel.com netlify.com heroku.com fly.io railway.app render.com supabase.com
  digitalocean.com linode.com hetzner.com oh-my.zsh.dev ohmyz.sh starship.rs install.determinate.systems volta.sh get.volta.sh
  ollama.com ollama.ai huggingface.co pytorch.org nvidia.com jetbrains.com gitpod.io circleci.com travis-ci.com snyk.io trivy.dev
  wikipedia.org wikimedia.org w3.org ietf.org apple.com swift.org dart.dev flutter.dev cocoapods.org sh.rustup.rs install.sh pi-hole.net
  videolan.org libreoffice.org openoffice.org 7-zip.org nmap.org wireshark.org putty.org gimp.org blender.org steampowered.com adobe.com
  zoom.us slack.com dropbox.com spotify.com atlassian.com jenkins.io cloudfront.net akamaized.net jsdelivr.net unpkg.com cdnjs.cloudflare.com
  example.com example.org example.net example.edu w3schools.com stackoverflow.com hp.com dell.com lenovo.com intel.com amd.com logitech.com
  mit.edu stanford.edu berkeley.edu ac.uk gov europa.eu mil nih.gov nasa.gov archive.org maven.apache.org opensource.org openssl.org
`);

function hasSuffix(host: string, set: ReadonlySet<string>): boolean {
  for (let at = 0; at >= 0; at = nextLabel(host, at)) if (set.has(host.slice(at))) return true;
  return false;
}

function nextLabel(host: string, at: number): number {
  const dot = host.indexOf('.', at);
  return dot < 0 ? -1 : dot + 1;
}

export const isAnybodysHost = (host: string): boolean => hasSuffix(host, ANYBODYS);
export const isDropHost = (host: string): boolean => hasSuffix(host, DROPS);
export const isTrustedHost = (host: string): boolean => hasSuffix(host, TRUSTED);
export const isCheapDomain = (host: string): boolean =>
  CHEAP.has(host.slice(host.lastIndexOf('.') + 1)) || CHEAP.has(host.split('.').slice(-2).join('.'));

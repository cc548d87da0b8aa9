// An OpenID provider for the tests: npm's oidc-provider, after the NL GOV
// profile (PKCE with S256, private_key_jwt, pairwise subjects), without pages to
// fill in. Prints "listening on 127.0.0.1:PORT" first.
//
// Usage: scripts/open_id/start --key PUBLIC_KEY_PEM [--alg RS256] [--kid KID]
//
// Who signs in stands in the parameter login_hint, as a query string:
// "id=1&email=truus@post.example&verified=1&acr=LEVEL". POST /test/rotate makes
// new keys; POST /test/tamper with JSON says what is done to ID tokens:
// {"claims": {"aud": "other"}}, {"sign": "none"|"hs256"|"broken"|"stranger"}.
import { createHash, createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { importJWK, SignJWT, decodeJwt } from 'jose';
import Provider from 'oidc-provider';

const { values: options } = parseArgs({
  options: {
    key: { type: 'string' },
    alg: { type: 'string', default: 'RS256' },
    kid: { type: 'string' },
    port: { type: 'string', default: '0' },
  },
});

const people = new Map();
const cookieKey = randomBytes(16).toString('hex');
const salt = randomBytes(16).toString('hex');
let tampering = null;
let current = null;

function clientKeys() {
  const jwk = createPublicKey(readFileSync(options.key)).export({ format: 'jwk' });
  return { keys: [options.kid ? { ...jwk, kid: options.kid } : jwk] };
}

// By way of PEM: Node 20 can lock itself up when it collects garbage while a key
// that it has just made is exported as a JWK, since both hold the key's lock.
function makeSigningKey() {
  const pem = {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  };
  const { privateKey } = options.alg === 'ES256'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256', ...pem })
    : generateKeyPairSync('rsa', { modulusLength: 2048, ...pem });
  return {
    ...createPrivateKey(privateKey).export({ format: 'jwk' }),
    kid: randomBytes(6).toString('hex'),
    alg: options.alg,
    use: 'sig',
  };
}

// Who the hint says; remembered by id.
function read(hint) {
  const said = new URLSearchParams(hint);
  const person = {
    id: said.get('id'),
    acr: said.get('acr') ?? undefined,
    represents: said.get('represents') ?? undefined,
    email: said.get('email') ?? undefined,
    verified: said.get('verified') === '1',
  };
  people.set(person.id, person);
  return person;
}

async function tampered(token) {
  const [head, body, signature] = token.split('.');
  const header = JSON.parse(Buffer.from(head, 'base64url'));
  const claims = { ...decodeJwt(token), ...tampering.claims };
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  switch (tampering.sign) {
    case 'none':
      return `${part({ alg: 'none' })}.${part(claims)}.`;
    case 'hs256': {
      const text = `${part({ alg: 'HS256', kid: header.kid })}.${part(claims)}`;
      const pem = createPublicKey({ key: current.key, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
      return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
    }
    case 'broken':
      return `${head}.${part({ ...claims, sub: 'somebody-else' })}.${signature}`;
    case 'stranger': {
      const stranger = makeSigningKey();
      return new SignJWT(claims).setProtectedHeader({ ...header, kid: stranger.kid })
        .sign(await importJWK(stranger, options.alg));
    }
    default:
      return new SignJWT(claims).setProtectedHeader(header)
        .sign(await importJWK(current.key, options.alg));
  }
}

function make(issuer) {
  const key = makeSigningKey();
  const provider = new Provider(issuer, {
    jwks: { keys: [key] },
    cookies: { keys: [cookieKey] },
    clients: [{
      client_id: 'omzien',
      application_type: 'native',
      redirect_uris: ['http://127.0.0.1/callback'],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'private_key_jwt',
      id_token_signed_response_alg: options.alg,
      subject_type: 'pairwise',
      jwks: clientKeys(),
    }],
    acrValues: ['http://eidas.europa.eu/LoA/low', 'http://eidas.europa.eu/LoA/substantial'],
    claims: { openid: ['sub', 'represents'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: true,
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (ctx, id, client) =>
      createHash('sha256').update(client.sectorIdentifier).update(id).update(salt).digest('hex'),
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount: (ctx, id) => ({
      accountId: id,
      claims: () => {
        const { email, verified, represents } = people.get(id);
        return {
          sub: id,
          email,
          email_verified: verified,
          represents: represents && { sub: represents },
        };
      },
    }),
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path === '/token' && ctx.status === 200 && tampering) {
      ctx.body = { ...ctx.body, id_token: await tampered(ctx.body.id_token) };
    }
  });
  return { provider, key, callback: provider.callback() };
}

async function interact(req, res) {
  const { provider } = current;
  const { prompt, params, session } = await provider.interactionDetails(req, res);
  if (prompt.name === 'login') {
    const { id, acr } = read(params.login_hint ?? '');
    await provider.interactionFinished(req, res, { login: { accountId: id, acr } });
    return;
  }
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope('openid email');
  const grantId = await grant.save();
  await provider.interactionFinished(req, res, { consent: { grantId } }, { mergeWithLastSubmission: true });
}

async function serve(req, res) {
  if (req.url.startsWith('/test/')) {
    let body = '';
    for await (const piece of req) body += piece;
    if (req.url === '/test/rotate') {
      current = make(issuer);
    } else {
      tampering = JSON.parse(body || 'null');
    }
    res.end('{}');
  } else if (req.url.startsWith('/interaction/')) {
    await interact(req, res);
  } else {
    await current.callback(req, res);
  }
}

let issuer = '';
const server = createServer((req, res) => {
  serve(req, res).catch((error) => {
    console.error(error);
    res.statusCode = 500;
    res.end();
  });
});
server.listen(Number(options.port), '127.0.0.1', () => {
  const { port } = server.address();
  issuer = `http://127.0.0.1:${port}`;
  current = make(issuer);
  console.log(`listening on 127.0.0.1:${port}`);
});

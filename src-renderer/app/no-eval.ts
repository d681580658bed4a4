import { z } from 'zod';

// zod tries whether it may make code from text; the page's CSP forbids that and would report each try.
z.config({ jitless: true });

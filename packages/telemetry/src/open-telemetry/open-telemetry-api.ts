import type * as openTelemetry from '@opentelemetry/api';

/**
 * The parts of `@opentelemetry/api` that are used; hand in the whole module. It is handed in, not imported, so that those
 * who do not use it do not load it, and so that there is never a second copy beside the application's.
 */
export type OpenTelemetryApi = Pick<typeof openTelemetry, 'context' | 'metrics' | 'SpanKind' | 'SpanStatusCode' | 'trace'>;

/** What an option for it expects, in words. */
export const apiExpectation = 'the module @opentelemetry/api';

/** The name under which instruments and spans appear. */
export const instrumentationScope = '@planweave/telemetry';

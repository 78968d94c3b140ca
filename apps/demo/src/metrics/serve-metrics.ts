import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as api from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { exportMetrics, type Telemetry } from '@planweave/telemetry';
import { UsageError } from '../cli/usage-error.ts';

/** A server of metrics that runs. */
export interface MetricsServer {
  /** Where Prometheus finds them. */
  readonly url: string;
  close(): Promise<void>;
}

const path = '/metrics';

/**
 * Serves what a telemetry counts as Prometheus text, on this machine only.
 *
 * @param port - 0 for any free one.
 * @throws {@link UsageError} when the port cannot be had.
 */
export async function serveMetrics(telemetry: Telemetry, port: number): Promise<MetricsServer> {
  // a server of our own around the exporter's handler, because the exporter takes port 0 for its default one
  const exporter = new PrometheusExporter({ preventServerStart: true, withoutScopeInfo: true });
  const provider = new MeterProvider({ readers: [exporter] });
  exportMetrics(telemetry, { api, meter: provider.getMeter('planweave-demo') });
  const server = createServer((request, response) => {
    if (request.url?.split('?')[0] !== path) response.writeHead(404, { 'content-type': 'text/plain' }).end(`The metrics are at ${path}\n`);
    else if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405, { allow: 'GET, HEAD' }).end();
    else exporter.getMetricsRequestHandler(request, response);
  });
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch (error) {
    await provider.shutdown();
    throw new UsageError(`Cannot serve metrics on port ${port}: ${(error as Error).message}; choose another one, or 0 for any free one`);
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await provider.shutdown();
    },
  };
}

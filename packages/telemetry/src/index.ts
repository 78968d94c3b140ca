export { createTelemetry, type Telemetry, type TelemetrySnapshot } from './telemetry.ts';

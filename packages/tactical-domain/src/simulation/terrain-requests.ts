import { refuse } from '../check/refuse.ts';
import { modifyTerrain } from '../tools/terrain.ts';
import { needsInside } from './requirements.ts';
import { toolRule } from './tool-rule.ts';

export const terrainRules = [
  toolRule(modifyTerrain, (simulation, step) => {
    const { relative_location: place } = step.payload;
    const outside = place.kind === 'coordinates' ? needsInside(simulation, step, place.position, 'payload.relative_location.position') : undefined;
    if (outside !== undefined) return outside;
    if (!simulation.requestTerrain(step.request_id)) {
      return refuse('duplicate-request', `ModifyTerrain: ${JSON.stringify(step.request_id)} is requested already`, { argument: 'request_id' });
    }
    simulation.note('terrain-request', Infinity, { detail: step.request_id });
    return 1;
  }),
];

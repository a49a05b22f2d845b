export { closeRestored, insightsProjection } from "./insights.projection.js";
export { InsightsResolver } from "./insights.resolver.js";
export { InsightsService } from "./insights.service.js";

export { ProblemReportResolver } from "./problem-report.resolver.js";
export { ProblemReportService } from "./problem-report.service.js";

export const drawChart = (_: unknown) => "";

import { totalmem } from "node:os";

/** The lines of a configuration file that make the server ours: private, durable, and fit for short transactions. */
export function settingsOf(port: number, sockets: string): string[] {
  const memoryMb = Math.floor(totalmem() / 2 ** 20);
  const settings: Record<string, string | number> = {
    listen_addresses: "",
    port,
    unix_socket_directories: sockets,
    unix_socket_permissions: "0700",
    max_connections: 200,
    shared_buffers: memoryMb < 2048 ? "128MB" : "256MB",
    effective_cache_size: `${Math.max(128, Math.floor(memoryMb / 2))}MB`,
    // A payment that was acknowledged survives a power cut. Not negotiable, not even in benchmarks.
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    wal_buffers: "16MB",
    // A new file of the log is filled with zeros while all commits wait; one that was used before is not.
    min_wal_size: "1GB",
    // After each checkpoint a page is logged whole once; on a large book that is most of the log, so not too often.
    max_wal_size: "4GB",
    checkpoint_timeout: "15min",
    random_page_cost: "1.1",
    // Our statements are short; compiling them costs more than running them.
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    // A forgotten transaction would hold its row locks for ever.
    idle_in_transaction_session_timeout: "60s",
    client_connection_check_interval: "10s",
    logging_collector: "on",
    log_directory: "log",
    log_filename: "postgresql-%a.log",
    log_rotation_age: "1d",
    log_rotation_size: 0,
    log_truncate_on_rotation: "on",
    log_line_prefix: "%m [%p] %u@%d ",
    log_lock_waits: "on",
    log_min_duration_statement: "1s",
    // The details and parameters of a statement may hold somebody's name or account number.
    log_error_verbosity: "terse",
    log_parameter_max_length: 0,
  };
  return Object.entries(settings).map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`);
}

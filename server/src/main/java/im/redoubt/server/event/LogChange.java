package im.redoubt.server.event;

/** What can happen to the log of events itself. */
enum LogChange {
    /** More events of one kind came than are written in a minute; they were only counted. */
    EVENTS_SUPPRESSED,
    /** Events came faster than the disk took them; they were only counted. */
    EVENTS_DROPPED,
    /** The disk does not take events now. Written nowhere, for that reason; alerts hear of it. */
    EVENTS_UNWRITTEN,
    /** The disk did not take events; they were only counted. */
    EVENTS_LOST,
    /** Events were rotated away, or cannot be read, before the receiver of events (RFC 5425) had them. */
    EVENTS_NOT_FORWARDED,
    /** The process was killed while it wrote; the half line was cut off. */
    TORN_LINE_CUT,
    /** The end of the log is not what was written last: lines were taken away or changed while the service was off. */
    LINES_MISSING
}

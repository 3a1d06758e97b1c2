-- Who stopped an alert within its hold, when and why, cannot be altered afterwards.
CREATE TRIGGER audited AFTER INSERT OR UPDATE OF "stopped_at" ON "alert" FOR EACH ROW WHEN (NEW.stopped_at IS NOT NULL)
  EXECUTE FUNCTION record_audit('alert', 'seq', 'kind,subject,stopped_at,stopped_by,stopped_why');

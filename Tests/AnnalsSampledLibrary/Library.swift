// The events come from `schemas`.

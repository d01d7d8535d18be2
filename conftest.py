"""What pytest leaves alone: modules of the extra `onrecord[spark]`, where it is not installed."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("pyspark") else ["src/onrecord/engine/spark.py", "src/onrecord/engine/spark_sql.py"]

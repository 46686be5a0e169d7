# The assistant in a container; compose.yaml runs it behind Caddy. Data, content and settings stay outside.
FROM python:3.12-slim-bookworm AS packages
WORKDIR /app
COPY requirements.txt ./
RUN python -m venv .venv && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin troly
WORKDIR /app
COPY --from=packages /app/.venv .venv
COPY app.py scheduler.py pyproject.toml .env.example ./
COPY bot bot
COPY handlers handlers
COPY docs docs
COPY --chown=troly:troly content content
RUN mkdir data .cache && chown troly:troly data .cache && chmod 700 data .cache
USER troly
ENV HOST=0.0.0.0 PYTHONUNBUFFERED=1
EXPOSE 8000
VOLUME ["/app/data", "/app/content", "/app/.cache"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD [".venv/bin/python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/webhook', timeout=4)"]
CMD [".venv/bin/python", "app.py"]

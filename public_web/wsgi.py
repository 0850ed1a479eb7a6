"""The WSGI entry point: `gunicorn wsgi:app`, or `python wsgi.py` for a look during development."""

from app import create_app

app = create_app()

if __name__ == "__main__":
    app.run(port=5001)

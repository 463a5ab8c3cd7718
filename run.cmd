@echo off
rem Starts Planning Table on Windows: own environment on the first start, then "planningtable ARGS", or the demo.
setlocal
set "ROOT=%~dp0"
set "VENV=%ROOT%.venv"
if exist "%VENV%\ready" goto start
py -3 -m venv "%VENV%" || (echo Planning Table needs Python 3.11, 3.12 or 3.13 from python.org. 1>&2 & exit /b 2)
"%VENV%\Scripts\python" -m pip install --quiet -r "%ROOT%packaging\requirements.txt" 1>&2 || exit /b 2
"%VENV%\Scripts\python" -m pip install --quiet --no-deps --no-build-isolation --no-index -e "%ROOT%." 1>&2 || exit /b 2
echo ready> "%VENV%\ready"
:start
if "%~1"=="" ("%VENV%\Scripts\python" -m planningtable demo) else ("%VENV%\Scripts\python" -m planningtable %*)
exit /b %ERRORLEVEL%

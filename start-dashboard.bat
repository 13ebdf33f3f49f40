@echo off
rem Starts the Stockroom dashboard by double click. Ends with an open window when something is wrong.
rem ASCII on purpose: Windows reads this file in the code page of its language.
setlocal EnableExtensions DisableDelayedExpansion
title Stockroom
set "RESULT=1"

rem pushd and not cd: it also works from a network share (\\server\share), which it gives a drive letter.
pushd "%~dp0"
if errorlevel 1 goto nofolder

set "NODE_FOLDER="
set "NPM_FOUND="
for %%N in (npm.cmd npm.exe) do if not "%%~$PATH:N"=="" set "NPM_FOUND=yes"
for %%N in (node.exe) do if not "%%~$PATH:N"=="" if defined NPM_FOUND goto start

for %%D in (
  "%ProgramFiles%\nodejs"
  "%ProgramW6432%\nodejs"
  "%LocalAppData%\Programs\nodejs"
  "%NVM_SYMLINK%"
  "%FNM_DIR%\aliases\default"
  "%AppData%\fnm\aliases\default"
  "%ProgramFiles%\Volta"
  "%LocalAppData%\Volta\bin"
  "%UserProfile%\scoop\apps\nodejs\current"
  "%UserProfile%\scoop\apps\nodejs-lts\current"
) do if not defined NODE_FOLDER if exist "%%~D\node.exe" if exist "%%~D\npm.cmd" set "NODE_FOLDER=%%~D"
if not defined NODE_FOLDER goto nonode
set "PATH=%NODE_FOLDER%;%PATH%"

:start
call npm start
set "RESULT=%ERRORLEVEL%"
popd
rem The second number is Ctrl-C, which is how the dashboard is meant to end.
if "%RESULT%"=="0" exit /b 0
if "%RESULT%"=="-1073741510" exit /b 0
echo.
echo Stockroom stopped with an error (%RESULT%). The lines above say why.
goto failed

:nofolder
echo Stockroom cannot open its own folder. Copy it to a local drive and start it from there.
goto failed

:nonode
popd
echo Stockroom needs Node.js, which was not found on this computer.
echo Install it from https://nodejs.org (the LTS version), then start this file again.

:failed
echo.
pause
exit /b %RESULT%
